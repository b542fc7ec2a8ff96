package io.github.diffusion4j.plan;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One turn of the sampling loop. */
public sealed interface Stage {

  /** The number of no draw: the stage wants no noise. */
  int NO_DRAW = -1;

  /**
   * The number of the noise draw.
   *
   * @return from 0, or {@link #NO_DRAW}
   */
  int draw();

  /**
   * The row of the network's next input, its input scale included; the result in the last stage.
   *
   * @return a row over base, memory and noise
   */
  Coefficients next();

  /**
   * The row of the next base.
   *
   * @return a row over base, memory and noise
   */
  Coefficients nextState();

  /**
   * What known pixels become.
   *
   * @return null in a plan that keeps none
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
   * Evaluate the network on x, remember what the rows to come need, mix.
   *
   * @param level what the network is told, and where x stands
   * @param x0 the rows that make x0-hat of the network's input and raw output
   * @param stores what goes to which memory slot
   * @param draw the number of the noise draw, or {@link #NO_DRAW}
   * @param variance how the draw is scaled by element
   * @param next the row of the network's next input
   * @param nextState the row of the next base
   * @param known what known pixels become
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
     * @param level what the network is told, and where x stands
     * @param x0 the rows that make x0-hat of the network's input and raw output
     * @param stores what goes to which memory slot
     * @param draw the number of the noise draw, or {@link #NO_DRAW}
     * @param variance how the draw is scaled by element
     * @param next the row of the network's next input
     * @param nextState the row of the next base
     * @param known what known pixels become
     */
    public Evaluate {
      stores = List.copyOf(stores);
    }
  }

  /**
   * Mix in noise; the network is not asked.
   *
   * @param draw the number of the noise draw
   * @param next the row of the network's next input
   * @param nextState the row of the next base
   * @param known what known pixels become
   */
  record AddNoise(int draw, Coefficients next, Coefficients nextState, @Nullable KnownPixels known)
      implements Stage {}

  /**
   * Evaluate the network on x and move the base by a step of Langevin dynamics: base + step score +
   * sqrt(2 step) z, step = 2 factor (snr |z| / |score|)^2 by sample; then mix.
   *
   * @param level what the network is told, and where x stands
   * @param score the rows that make the score of the network's input and raw output
   * @param snr the ratio r
   * @param factor 1, or alpha_i of a variance preserving schedule
   * @param draw the number of the noise draw
   * @param next the row of the network's next input
   * @param nextState the row of the next base
   * @param known what known pixels become
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
   * A combination kept in memory.
   *
   * @param slot where
   * @param x factor of the network's input
   * @param raw factor of its output
   * @param x0 factor of the shaped x0-hat; 0 in a plan without shaping
   * @param z factor of the stage's noise draw
   */
  record Store(int slot, double x, double raw, double x0, double z) {}

  /**
   * What pixels become that are known: the known sample, noised to the level that the tensor stands
   * at, with the stage's draw.
   *
   * @param next of the network's next input, its input scale included
   * @param nextState of the next base
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
