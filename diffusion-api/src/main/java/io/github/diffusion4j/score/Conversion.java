package io.github.diffusion4j.score;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.model.Parameterization.XRawCoefficients;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * One network in the terms of another card: epsilon, score, x0, v or flow, on any schedule. Levels
 * of equal alpha / sigma are the same but for a factor of the sample ("Variational Diffusion
 * Models", 2107.00630, section 5), so that a DDPM is a score network of a variance exploding
 * schedule, and the other way round.
 *
 * <p>Immutable and thread-safe.
 */
public final class Conversion {
  private final ModelCard from;
  private final ModelCard to;

  private Conversion(ModelCard from, ModelCard to) {
    this.from = from;
    this.to = to;
  }

  /**
   * A conversion between the terms of two cards.
   *
   * @param from the card of a network
   * @param to a card of samples of the same shape, without a learned variance
   * @return the conversion
   * @throws IllegalArgumentException if the shapes differ, or there is a variance to learn
   */
  public static Conversion of(ModelCard from, ModelCard to) {
    if (!from.shape().equals(to.shape()) || to.variance() != ModelCard.Variance.FIXED) {
      throw new IllegalArgumentException(
          "from samples of %s to samples of %s with variance %s: a conversion keeps the shape, and gives no learned variance"
              .formatted(from.shape(), to.shape(), to.variance()));
    }
    return new Conversion(from, to);
  }

  /**
   * A network in the new terms. It takes contexts as the old one does.
   *
   * @param network of the card converted from; the result closes it
   * @return a network of the card converted to; it refuses levels whose alpha / sigma the old
   *     schedule does not have
   */
  public Denoiser denoiser(Denoiser network) {
    return new Converted(network, this);
  }

  /**
   * What a network says, in the terms of another parameterization.
   *
   * @param from of the network
   * @param to the other
   * @param level where the sample stands
   * @return the raw output of the other over the sample, not scaled, and the raw output of the
   *     network; not finite where it does not follow
   */
  public static XRawCoefficients coefficients(
      Parameterization from, Parameterization to, Level level) {
    return between(from, level, to, level);
  }

  /** The same where the network has another level, of equal alpha / sigma. */
  private static XRawCoefficients between(
      Parameterization from, Level old, Parameterization to, Level level) {
    double factor = Angles.scale(old) / Angles.scale(level); // from the new sample to the old one
    XRawCoefficients byX0 = solved(from.x0(old), factor, to.x0(level));
    return byX0.isFinite() ? byX0 : solved(from.epsilon(old), factor, to.epsilon(level));
  }

  /** From two ways to say one thing: t.x x + t.raw raw' = f.x factor x + f.raw raw. */
  private static XRawCoefficients solved(XRawCoefficients f, double factor, XRawCoefficients t) {
    return new XRawCoefficients((f.x() * factor - t.x()) / t.raw(), f.raw() / t.raw());
  }

  /** The level of the old schedule that a level of the new one is, and the one it is told as. */
  private Level old(Level level) {
    Level old = at(level.logSnr());
    boolean asItIs =
        !(level.time() >= 0 && level.time() <= to.schedule().steps())
            || level.sigma() == level.toldSigma();
    return asItIs ? old : old.toldAs(at(to.schedule().level(level.time()).logSnr()));
  }

  private Level at(double logSnr) {
    NoiseSchedule schedule = from.schedule();
    return schedule.level(schedule.timeAt(logSnr));
  }

  private record Converted(Denoiser network, Conversion conversion) implements Denoiser {

    @Override
    public void evaluate(Evaluation e) {
      int size = e.x().shape().size();
      Tensor x = Tensor.zeros(e.rows(), e.x().shape());
      List<Level> levels = new ArrayList<>();
      for (int row = 0; row < e.rows(); row++) {
        Level level = e.levels().get(row);
        Level old = conversion.old(level);
        levels.add(old);
        double factor = Angles.scale(old) / Angles.scale(level);
        for (int i = row * size; i < (row + 1) * size; i++) {
          x.data()[i] =
              (float) (old.inputScale() * factor * (e.x().data()[i] / level.inputScale()));
        }
      }
      Tensor raw = Tensor.zeros(e.rows(), conversion.from.outputShape(e.x().shape()));
      network.evaluate(
          Evaluation.of(x, levels, e.contexts(), raw, e.stop()).adapters(e.adapters()));
      for (int row = 0; row < e.rows(); row++) {
        answer(e, row, levels.get(row), raw);
      }
    }

    private void answer(Evaluation e, int row, Level old, Tensor raw) {
      Level level = e.levels().get(row);
      XRawCoefficients answer =
          between(conversion.from.parameterization(), old, conversion.to.parameterization(), level);
      int size = e.x().shape().size();
      int wide = raw.shape().size();
      for (int i = 0; i < size; i++) {
        double sample = e.x().data()[row * size + i] / level.inputScale();
        e.output().data()[row * size + i] =
            (float) (answer.x() * sample + answer.raw() * raw.data()[row * wide + i]);
      }
    }

    @Override
    public void close() {
      network.close();
    }
  }
}
