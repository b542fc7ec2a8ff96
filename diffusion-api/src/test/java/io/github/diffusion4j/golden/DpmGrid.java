package io.github.diffusion4j.golden;

import io.github.diffusion4j.schedule.Level;
import java.util.Arrays;

/**
 * The levels that a DPM solver, UniPC or DEIS of the reference visits.
 *
 * @param frame what a sigma means
 * @param timesteps what the network is told, from 0 to T - 1; real numbers for EDM
 * @param sigmas exact where a timestep has been made whole; one more than timesteps: the last is
 *     where the last step ends
 * @param startSigma what the start noise is multiplied by
 */
@SuppressWarnings("ArrayRecordComponent")
record DpmGrid(DpmFrame frame, double[] timesteps, double[] sigmas, double startSigma) {

  DpmGrid {
    double start = timesteps[0];
    if (Arrays.stream(timesteps).filter(t -> t == start).count() > 1) {
      throw new IllegalArgumentException(
          "the first timestep, %s, comes twice: the reference starts at its second place and finds no end"
              .formatted(start));
    }
  }

  static DpmGrid of(String scheduler, Config config) {
    return scheduler.equals("EDMDPMSolverMultistepScheduler")
        ? edm(config)
        : DpmGridBuilder.of(DpmScheduler.of(scheduler), config).grid();
  }

  // 2206.00364, table 1: c_noise = log(sigma) / 4
  private static DpmGrid edm(Config config) {
    int n = (int) config.asked("num_inference_steps");
    double smallest = config.number("sigma_min");
    double largest = config.number("sigma_max");
    double[] visited =
        switch (config.text("sigma_schedule")) {
          case "karras" -> DpmCurve.karras(config.number("rho"), largest, smallest, n);
          // of one step, this curve has the other end
          case "exponential" ->
              DpmCurve.EXPONENTIAL.ratios(n == 1 ? smallest : largest, smallest, n);
          default -> throw new IllegalArgumentException(config.text("sigma_schedule"));
        };
    double[] sigmas = Arrays.copyOf(visited, n + 1);
    sigmas[n] = config.text("final_sigmas_type").equals("zero") ? 0 : smallest;
    double[] times = Arrays.stream(visited).map(s -> Math.log(s) / 4).toArray();
    return new DpmGrid(DpmFrame.VARIANCE_EXPLODING, times, sigmas, Math.hypot(largest, 1));
  }

  int steps() {
    return timesteps.length;
  }

  /**
   * A level.
   *
   * @param i the step that starts there; {@link #steps} for the level after the last
   * @param time what the network is told
   */
  Level level(int i, double time) {
    return frame.level(time, sigmas[i]);
  }

  /**
   * Takes the reference's word where a timestep was so near the edge between two whole numbers that
   * the order of floating-point operations decides.
   *
   * @param recorded timesteps of the reference
   * @param borderline indices it flags
   */
  DpmGrid settled(double[] recorded, int... borderline) {
    double[] whole = timesteps.clone();
    for (int i : borderline) {
      whole[i] = Math.abs(recorded[i] - whole[i]) <= 1 ? recorded[i] : whole[i];
    }
    return new DpmGrid(frame, whole, sigmas, startSigma);
  }
}
