package io.github.diffusion4j;

import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.sampler.LogVariance;
import io.github.diffusion4j.sampler.Row;
import io.github.diffusion4j.sampler.Shaping;
import io.github.diffusion4j.sampler.Stage;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Latent;
import io.github.diffusion4j.tensor.MixKernel;
import io.github.diffusion4j.tensor.NoiseSource;

/** The tensors of some samples that are sampled together; made once, reused in every stage. */
final class Batch {
  private final int size;
  private final int length;
  private final long seed;
  private final NoiseSource noise;
  private final Latent x;
  private final Latent base;
  private final Latent raw;
  private final Latent x0;

  /** The output without a learned variance; the output itself where there is none. */
  private final float[] prediction;

  private final float[] z;

  /** What rows mix: base, memory slots, z. */
  private final float[][] terms;

  /** What is remembered: x, prediction, x0, z. */
  private final float[][] sources;

  /**
   * Makes the tensors.
   *
   * @param rows number of samples
   * @param memory number of slots
   * @param seed of the first sample; sample i has seed + i
   */
  Batch(ModelCard card, int rows, int memory, long seed, NoiseSource noise) {
    this.size = card.shape().size();
    this.length = Math.multiplyExact(rows, size);
    this.seed = seed;
    this.noise = noise;
    x = Latent.zeros(rows, card.shape());
    base = Latent.zeros(rows, card.shape());
    x0 = Latent.zeros(rows, card.shape());
    raw = Latent.zeros(rows, card.outputShape());
    prediction = raw.data().length == length ? raw.data() : new float[length];
    z = new float[length];
    terms = new float[memory + 2][];
    terms[0] = base.data();
    for (int k = 1; k <= memory; k++) {
      terms[k] = new float[length];
    }
    terms[memory + 1] = z;
    sources = new float[][] {x.data(), prediction, x0.data(), z};
  }

  int rows() {
    return x.rows();
  }

  Latent x() {
    return x;
  }

  Latent raw() {
    return raw;
  }

  /** The state. */
  Latent base() {
    return base;
  }

  /** The clean sample as predicted last. */
  Latent x0() {
    return x0;
  }

  /** Fills the base with start noise. */
  void startFromNoise() {
    draw(NoiseSource.START, base.data());
  }

  void draw(int draw) {
    if (draw != Stage.NO_DRAW) {
      draw(draw, z);
    }
  }

  private void draw(int draw, float[] target) {
    for (int row = 0; row < rows(); row++) {
      noise.fill(seed + row, draw, target, row * size, size);
    }
  }

  /** The network may not hand on what is no number. */
  void checkFinite(int stage, Level level) {
    float[] values = raw.data();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalStateException(
            "the network gave %s for the sample of seed %d at stage %d (time %s): its weights or its input are at fault"
                .formatted(values[i], seed + i / raw.shape().size(), stage, level.time()));
      }
    }
  }

  void predictClean(Parameterization.Row row, Shaping shaping) {
    if (prediction != raw.data()) {
      for (int i = 0; i < rows(); i++) {
        System.arraycopy(raw.data(), 2 * i * size, prediction, i * size, size);
      }
    }
    MixKernel.combine(new float[] {(float) row.x(), (float) row.raw()}, sources, x0.data(), length);
    for (int i = 0; i < rows(); i++) {
      shaping.apply(x0.data(), i * size, size);
    }
  }

  /** The second half of the output's channels says where in the range the variance lies. */
  void scaleNoise(LogVariance variance) {
    if (variance.isLearned()) {
      for (int i = 0; i < length; i++) {
        double v = raw.data()[(i / size + 1) * size + i];
        z[i] *= (float) variance.deviation(v);
      }
    }
  }

  void remember(Stage.Remember r) {
    MixKernel.combine(
        new float[] {(float) r.x(), (float) r.raw(), (float) r.x0(), (float) r.z()},
        sources,
        terms[r.slot() + 1],
        length);
  }

  void mix(Row next, Row anchor) {
    MixKernel.mix(next.toFloats(), anchor.toFloats(), terms, x.data(), length);
  }
}
