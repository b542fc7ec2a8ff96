package io.github.diffusion4j.plan;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stage of the sampling loop. */
public sealed interface Stage {

  /** The noise index of a stage without noise. */
  int NO_DRAW = -1;

  /**
   * The number of the noise draw.
   *
   * @return from 0, or {@link #NO_DRAW}
   */
  int draw();

  /**
   * The coefficients of the network's next input, its input scale included; the result in the last
   * stage.
   *
   * @return coefficients over state, memory and noise
   */
  Coefficients next();

  /**
   * The coefficients of the next state.
   *
   * @return coefficients over state, memory and noise
   */
  Coefficients nextState();

  /**
   * How known pixels are put back.
   *
   * @return null in a plan without known pixels
   */
  @Nullable KnownPixels known();

  /**
   * Where the network is evaluated.
   *
   * @return null in a stage without an evaluation
   */
  default @Nullable Level level() {
    return null;
  }

  /**
   * Evaluates the network on x, stores what later stages need, and computes the next input and
   * state.
   *
   * @param level the level of x, which the network is given
   * @param x0 the coefficients of x0-hat over the network's input and raw output
   * @param stores the combinations stored in memory slots
   * @param draw the number of the noise draw, or {@link #NO_DRAW}
   * @param variance the range of a learned variance, per element
   * @param next the coefficients of the network's next input
   * @param nextState the coefficients of the next state
   * @param known how known pixels are put back
   */
  record Evaluate(
      Level level,
      Parameterization.XRawCoefficients x0,
      List<Store> stores,
      int draw,
      LogVariance variance,
      Coefficients next,
      Coefficients nextState,
      @Nullable KnownPixels known)
      implements Stage {

    /**
     * Copies the list.
     *
     * @param level the level of x, which the network is given
     * @param x0 the coefficients of x0-hat over the network's input and raw output
     * @param stores the combinations stored in memory slots
     * @param draw the number of the noise draw, or {@link #NO_DRAW}
     * @param variance the range of a learned variance, per element
     * @param next the coefficients of the network's next input
     * @param nextState the coefficients of the next state
     * @param known how known pixels are put back
     */
    public Evaluate {
      stores = List.copyOf(stores);
    }
  }

  /**
   * Adds noise without an evaluation.
   *
   * @param draw the number of the noise draw
   * @param next the coefficients of the network's next input
   * @param nextState the coefficients of the next state
   * @param known how known pixels are put back
   */
  record AddNoise(int draw, Coefficients next, Coefficients nextState, @Nullable KnownPixels known)
      implements Stage {}

  /**
   * Evaluates the network on x and moves the state by a step of Langevin dynamics: state + step
   * score + sqrt(2 step) z, step = 2 factor (snr |z| / |score|)^2 per sample; then computes the
   * next input and state.
   *
   * @param level the level of x, which the network is given
   * @param score the coefficients of the score over the network's input and raw output
   * @param snr the ratio r
   * @param factor 1, or alpha_i of a variance preserving schedule
   * @param draw the number of the noise draw
   * @param next the coefficients of the network's next input
   * @param nextState the coefficients of the next state
   * @param known how known pixels are put back
   */
  record Langevin(
      Level level,
      Parameterization.XRawCoefficients score,
      double snr,
      double factor,
      int draw,
      Coefficients next,
      Coefficients nextState,
      @Nullable KnownPixels known)
      implements Stage {}

  /**
   * A linear combination stored in memory.
   *
   * @param slot index of the memory slot
   * @param x factor of the network's input
   * @param raw factor of its output
   * @param x0 factor of x0-hat after thresholding; 0 in a plan without thresholding
   * @param z factor of the stage's noise draw
   */
  record Store(int slot, double x, double raw, double x0, double z) {}

  /**
   * How known pixels are put back: the known sample, noised to the level of the tensor with the
   * stage's noise.
   *
   * @param next for the network's next input, its input scale included
   * @param nextState for the next state
   */
  record KnownPixels(NoisedBy next, NoisedBy nextState) {}

  /**
   * A noised sample.
   *
   * @param signal factor of the clean sample
   * @param noise factor of the draw
   */
  record NoisedBy(double signal, double noise) {}
}
