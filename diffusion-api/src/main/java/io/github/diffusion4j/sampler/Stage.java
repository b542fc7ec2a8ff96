package io.github.diffusion4j.sampler;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;
import java.util.List;

/** One turn of the sampling loop. */
public sealed interface Stage {

  /** The number of no draw: the stage wants no noise. */
  int NO_DRAW = -1;

  /**
   * Evaluate the network on x, remember what the rows to come need, mix.
   *
   * @param level what the network is told, and where x stands
   * @param x0 the rows that make x0-hat of the network's input and raw output
   * @param remember what goes to which memory slot
   * @param draw the number of the noise draw, from 1, or {@link #NO_DRAW}
   * @param variance how the draw is scaled by element
   * @param next the row of the network's next input, its input scale included; the result in the
   *     last stage
   * @param anchor the row of the next base
   */
  record Evaluate(
      Level level,
      Parameterization.Row x0,
      List<Remember> remember,
      int draw,
      LogVariance variance,
      Row next,
      Row anchor)
      implements Stage {

    /**
     * Copies the list.
     *
     * @param level what the network is told, and where x stands
     * @param x0 the rows that make x0-hat of the network's input and raw output
     * @param remember what goes to which memory slot
     * @param draw the number of the noise draw, from 1, or {@link #NO_DRAW}
     * @param variance how the draw is scaled by element
     * @param next the row of the network's next input, its input scale included
     * @param anchor the row of the next base
     */
    public Evaluate {
      remember = List.copyOf(remember);
    }
  }

  /**
   * A combination kept in memory.
   *
   * @param slot where
   * @param x factor of the network's input
   * @param raw factor of its output
   * @param x0 factor of the shaped x0-hat; 0 in a plan without shaping
   * @param z factor of the stage's noise draw
   */
  record Remember(int slot, double x, double raw, double x0, double z) {}
}
