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
import org.jspecify.annotations.Nullable;

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

  /** The draw as it was, before a learned variance scales it. */
  private final float[] draw;

  private final int first;
  private final @Nullable KnownPixels known;

  /** What rows mix: base, memory slots, z. */
  private final float[][] terms;

  /** What is remembered: x, prediction, x0, z. */
  private final float[][] sources;

  /**
   * Makes the tensors.
   *
   * @param rows number of samples
   * @param memory number of slots
   * @param first index of the first sample in its request
   * @param seed of the first sample; sample i has seed + i
   * @param known what must stay, for a plan that puts it back
   */
  Batch(
      ModelCard card,
      int rows,
      int memory,
      int first,
      long seed,
      NoiseSource noise,
      @Nullable KnownPixels known) {
    this.size = card.shape().size();
    this.length = Math.multiplyExact(rows, size);
    this.seed = seed;
    this.noise = noise;
    this.first = first;
    this.known = known;
    x = Latent.zeros(rows, card.shape());
    base = Latent.zeros(rows, card.shape());
    x0 = Latent.zeros(rows, card.shape());
    raw = Latent.zeros(rows, card.outputShape());
    prediction = raw.data().length == length ? raw.data() : new float[length];
    z = new float[length];
    draw = known == null ? z : new float[length];
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

  /** Index of the first sample in its request. */
  int first() {
    return first;
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

  void draw(int number) {
    if (number != Stage.NO_DRAW) {
      draw(number, z);
      if (draw != z) {
        System.arraycopy(z, 0, draw, 0, length);
      }
    }
  }

  private void draw(int number, float[] target) {
    for (int row = 0; row < rows(); row++) {
      noise.fill(seed + row, number, target, row * size, size);
    }
  }

  /** The network may not hand on what is no number. */
  void checkFinite(int stage, Level level) {
    float[] values = raw.data();
    if (MixKernel.largest(values, values.length) <= Float.MAX_VALUE) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalStateException(
            "the network gave %s for the sample of seed %d at stage %d (time %s): its weights or its input are at fault"
                .formatted(values[i], seed + i / raw.shape().size(), stage, level.time()));
      }
    }
  }

  /** Takes the prediction out of the output, where a variance stands beside it. */
  void split() {
    if (prediction != raw.data()) {
      for (int i = 0; i < rows(); i++) {
        System.arraycopy(raw.data(), 2 * i * size, prediction, i * size, size);
      }
    }
  }

  void predictClean(Parameterization.Row row, Shaping shaping) {
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

  /** A step of Langevin dynamics on the base, its size by sample (2011.13456, algorithm 4). */
  void correct(Stage.Langevin l) {
    for (int row = 0; row < rows(); row++) {
      int offset = row * size;
      double scores = 0;
      double draws = 0;
      for (int i = offset; i < offset + size; i++) {
        float score = score(l, i);
        scores += (double) score * score;
        draws += (double) z[i] * z[i];
      }
      double step = scores == 0 ? 0 : 2 * l.factor() * l.snr() * l.snr() * draws / scores;
      float drift = (float) step;
      float diffusion = (float) Math.sqrt(2 * step);
      for (int i = offset; i < offset + size; i++) {
        base.data()[i] += drift * score(l, i) + diffusion * z[i];
      }
    }
  }

  private float score(Stage.Langevin l, int i) {
    return (float) l.score().x() * x.data()[i] + (float) l.score().raw() * prediction[i];
  }

  /** Puts known pixels back into what the network sees next and into the base. */
  void putBack(Stage.Known levels) {
    if (known != null) {
      for (int row = 0; row < rows(); row++) {
        known.putBack(levels.next(), first + row, draw, x.data(), row * size);
        known.putBack(levels.anchor(), first + row, draw, base.data(), row * size);
      }
    }
  }
}
