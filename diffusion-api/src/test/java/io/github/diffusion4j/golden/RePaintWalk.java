package io.github.diffusion4j.golden;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * RePaint's walk down with jumps back up, "RePaint: Inpainting using Denoising Diffusion
 * Probabilistic Models" (2201.09865), section 4.2.
 *
 * @param timesteps in order; a rise is a jump
 * @param stride timesteps between two neighbours, and noise draws of a jump
 */
@SuppressWarnings("ArrayRecordComponent")
record RePaintWalk(double[] timesteps, int stride) implements ReferenceGrid {

  static RePaintWalk of(Config config) {
    int steps = Math.min(config.trainingSteps(), config.inferenceSteps());
    int length = config.asks("jump_length") ? (int) config.asked("jump_length") : 10;
    int samples = config.asks("jump_n_sample") ? (int) config.asked("jump_n_sample") : 10;
    int stride = config.trainingSteps() / steps;
    Map<Integer, Integer> jumps = new HashMap<>();
    for (int place = 0; place < steps - length; place += length) {
      jumps.put(place, samples - 1);
    }
    List<Integer> walk = new ArrayList<>();
    for (int place = steps - 1; place >= 0; place--) {
      walk.add(place);
      if (jumps.getOrDefault(place, 0) > 0) {
        jumps.merge(place, -1, Integer::sum);
        for (int i = 0; i < length; i++) {
          walk.add(++place);
        }
      }
    }
    return new RePaintWalk(
        walk.stream().mapToDouble(place -> place * (double) stride).toArray(), stride);
  }

  /** Whether call i goes back up, from the timestep before it, without the network. */
  boolean undoes(int i) {
    return i > 0 && timesteps[i] > timesteps[i - 1];
  }

  /** As the reference names its calls. */
  List<String> ops() {
    List<String> ops = new ArrayList<>();
    for (int i = 0; i < timesteps.length; i++) {
      ops.add(undoes(i) ? "undo" : "step");
    }
    return ops;
  }

  @Override
  public double[] sigmas() {
    return new double[0];
  }

  @Override
  public double initNoiseSigma() {
    return 1;
  }
}
