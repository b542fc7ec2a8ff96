package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.ArrayList;
import java.util.List;

/**
 * The stochasticity of "Elucidating the Design Space of Diffusion-Based Generative Models"
 * (2206.00364), algorithm 2: before a step the noise is raised from s to s_hat = s (1 + gamma), s =
 * sigma / alpha, gamma = min(amount / steps, sqrt(2) - 1). No step starts above the schedule's last
 * level.
 *
 * @param amount S_churn, at least 0
 * @param least S_tmin: no churn where s is less
 * @param most S_tmax: no churn where s is more
 * @param noise S_noise: the deviation of the noise over the exact one; 1 keeps the marginals
 */
public record Churn(double amount, double least, double most, double noise)
    implements Renoising.Walk {

  /**
   * Checks the values.
   *
   * @param amount S_churn, at least 0
   * @param least S_tmin
   * @param most S_tmax, at least S_tmin
   * @param noise S_noise, above 0
   * @throws IllegalArgumentException if one is out of range
   */
  public Churn {
    if (!(amount >= 0 && Double.isFinite(amount) && least <= most && noise > 0 && noise < 10)) {
      throw new IllegalArgumentException(
          "churn %s between %s and %s with noise %s: a finite number of at least 0, two bounds in order, noise in (0, 10), such as 1"
              .formatted(amount, least, most, noise));
    }
  }

  /**
   * Churn at every level, with exact noise.
   *
   * @param amount S_churn, at least 0
   * @return the churn
   * @throws IllegalArgumentException if the amount is negative or not finite
   */
  public static Churn of(double amount) {
    return new Churn(amount, 0, Double.POSITIVE_INFINITY, 1);
  }

  @Override
  public List<Interval> over(List<Interval> down, NoiseSchedule schedule) {
    double gamma = Math.min(amount / down.size(), Math.sqrt(2) - 1);
    double top = schedule.level(schedule.steps()).logSnr();
    List<Interval> walk = new ArrayList<>();
    for (Interval i : down) {
      double s = i.from().sigma() / i.from().alpha();
      double raised = i.from().logSnr() - 2 * Math.log1p(gamma);
      if (gamma > 0 && s >= least && s <= most && raised >= top) {
        Level hat = schedule.level(schedule.timeAt(raised));
        walk.add(new Interval(i.from(), hat));
        walk.add(new Interval(hat, i.to()));
      } else {
        walk.add(i);
      }
    }
    return walk;
  }

  @Override
  public String toString() {
    return "churn " + amount;
  }
}
