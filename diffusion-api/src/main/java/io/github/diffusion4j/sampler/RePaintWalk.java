package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.ArrayList;
import java.util.List;

/**
 * The walk of "RePaint: Inpainting using Denoising Diffusion Probabilistic Models" (2201.09865),
 * algorithm 1 with the jumps of its appendix B: after some steps down, as many up again, several
 * times over, so that what is painted comes to fit what is known.
 *
 * @param length j, how many steps a jump leads up
 * @param times r, how often each stretch is walked down
 */
record RePaintWalk(int length, int times) implements Renoising.Walk {
  RePaintWalk {
    if (length < 1 || times < 1) {
      throw new IllegalArgumentException(
          "jump length %d, %d times: both at least 1, such as 10 and 10".formatted(length, times));
    }
  }

  @Override
  public List<Interval> over(List<Interval> down, NoiseSchedule schedule) {
    int n = down.size();
    int[] jumps = new int[n];
    List<Interval> walk = new ArrayList<>();
    int at = 0;
    while (at < n) {
      walk.add(down.get(at++));
      int t = n - at - 1; // the paper's time: steps to go, less 1
      if (t >= 0 && t % length == 0 && t < n - length && jumps[t] < times - 1) {
        jumps[t]++;
        for (int k = 0; k < length; k++) {
          at--;
          walk.add(new Interval(down.get(at).to(), down.get(at).from()));
        }
      }
    }
    return walk;
  }

  @Override
  public String toString() {
    return "RePaint jumps of " + length + ", " + times + " times";
  }
}
