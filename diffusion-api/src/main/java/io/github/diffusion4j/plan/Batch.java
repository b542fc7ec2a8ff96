package io.github.diffusion4j.plan;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tensors of some samples that are sampled together; made once, reused in every stage. */
final class Batch {
  private final int size;
  private final int length;
  private final long seed;
  private final NoiseSource noise;
  private final Tensor x;
  private final Tensor state;
  private final Tensor raw;
  private final Tensor x0;

  /** The output without a learned variance; the output itself where there is none. */
  private final float[] prediction;

  private final float[] z;

  /** The noise before a learned variance scales it. */
  private final float[] draw;

  private final int first;
  private final @Nullable KnownRegion known;

  /** What coefficients apply to: state, memory slots, z. */
  private final float[][] terms;

  /** The sources of stored combinations: x, prediction, x0, z. */
  private final float[][] sources;

  Batch(SamplingLoop.Builder from, Tensor state) {
    Shape shape = state.shape();
    this.size = shape.size();
    this.length = Math.multiplyExact(state.rows(), size);
    this.seed = from.seed;
    this.noise = from.noise;
    this.first = from.first;
    this.known = from.known;
    this.state = state;
    x = Tensor.zeros(state.rows(), shape);
    x0 = Tensor.zeros(state.rows(), shape);
    raw = Tensor.zeros(state.rows(), from.outputShape == null ? shape : from.outputShape);
    prediction = raw.data().length == length ? raw.data() : new float[length];
    z = new float[length];
    draw = known == null ? z : new float[length];
    int memory = from.plan.memory();
    terms = new float[memory + 2][];
    terms[0] = state.data();
    for (int k = 1; k <= memory; k++) {
      terms[k] = new float[length];
    }
    terms[memory + 1] = z;
    sources = new float[][] {x.data(), prediction, x0.data(), z};
  }

  int rows() {
    return x.rows();
  }

  Tensor x() {
    return x;
  }

  Tensor raw() {
    return raw;
  }

  /** The state. */
  Tensor state() {
    return state;
  }

  /** The clean sample as predicted last. */
  Tensor x0() {
    return x0;
  }

  /** Makes the first input and state of what the plan is given. */
  void begin(Plan.Start start) {
    float[] next = start.next().toFloats();
    float[] nextState = start.nextState().toFloats();
    for (int row = 0; row < rows(); row++) {
      draw(start.draw(), row);
      MixKernel.mix(next, nextState, terms, x.data(), row * size, size);
    }
  }

  /**
   * Takes the network's raw output in, row by row, so that a row stays in the cache from the first
   * pass over it to the last.
   *
   * @param index of the evaluation
   */
  void finish(Stage.Evaluate e, Thresholding thresholding, int index) {
    float[] clean = {(float) e.x0().x(), (float) e.x0().raw()};
    float[][] stored = factors(e.stores());
    float[] next = e.next().toFloats();
    float[] nextState = e.nextState().toFloats();
    for (int row = 0; row < rows(); row++) {
      int at = row * size;
      checkFinite(index, e.level(), row);
      split(row);
      MixKernel.combine(clean, sources, x0.data(), at, size);
      thresholding.apply(x0.data(), at, size);
      draw(e.draw(), row);
      scaleNoise(e.variance(), row);
      for (int k = 0; k < stored.length; k++) {
        float[] slot = terms[e.stores().get(k).slot() + 1];
        MixKernel.combine(stored[k], sources, slot, at, size);
      }
      MixKernel.mix(next, nextState, terms, x.data(), at, size);
      putBack(e.known(), row);
    }
  }

  private static float[][] factors(List<Stage.Store> stores) {
    float[][] factors = new float[stores.size()][];
    for (int k = 0; k < factors.length; k++) {
      Stage.Store r = stores.get(k);
      factors[k] = new float[] {(float) r.x(), (float) r.raw(), (float) r.x0(), (float) r.z()};
    }
    return factors;
  }

  /** Corrects with the network's raw output. */
  void finish(Stage.Langevin l, int index) {
    LangevinDynamics dynamics = new LangevinDynamics(l, x.data(), prediction, z, state.data());
    float[] next = l.next().toFloats();
    float[] nextState = l.nextState().toFloats();
    for (int row = 0; row < rows(); row++) {
      checkFinite(index, l.level(), row);
      split(row);
      draw(l.draw(), row);
      dynamics.step(row * size, size);
      MixKernel.mix(next, nextState, terms, x.data(), row * size, size);
      putBack(l.known(), row);
    }
  }

  void finish(Stage.AddNoise r) {
    float[] next = r.next().toFloats();
    float[] nextState = r.nextState().toFloats();
    for (int row = 0; row < rows(); row++) {
      draw(r.draw(), row);
      MixKernel.mix(next, nextState, terms, x.data(), row * size, size);
      putBack(r.known(), row);
    }
  }

  private void draw(int number, int row) {
    if (number != Stage.NO_DRAW) {
      noise.fill(seed + row, number, z, row * size, size);
      if (draw != z) {
        System.arraycopy(z, row * size, draw, row * size, size);
      }
    }
  }

  /** Rejects NaN and infinity in the output. */
  private void checkFinite(int stage, Level level, int row) {
    float[] values = raw.data();
    int width = raw.shape().size();
    int at = row * width;
    if (MixKernel.largest(values, at, width) <= Float.MAX_VALUE) {
      return;
    }
    while (Float.isFinite(values[at])) {
      at++;
    }
    throw new IllegalStateException(
        "the network gave %s for the sample of seed %d at stage %d (time %s): its weights or its input are at fault"
            .formatted(values[at], seed + row, stage, level.time()));
  }

  /** Copies the prediction out of an output that also holds a variance. */
  private void split(int row) {
    if (prediction != raw.data()) {
      System.arraycopy(raw.data(), 2 * row * size, prediction, row * size, size);
    }
  }

  /** Scales the noise by the variance that the second half of the output's channels predicts. */
  private void scaleNoise(LogVariance variance, int row) {
    if (variance.isLearned()) {
      for (int i = row * size; i < (row + 1) * size; i++) {
        double v = raw.data()[(row + 1) * size + i];
        z[i] *= (float) variance.deviation(v);
      }
    }
  }

  /** Puts known pixels back into the next input and the next state. */
  private void putBack(Stage.@Nullable KnownPixels levels, int row) {
    if (known != null && levels != null) {
      known.putBack(levels.next(), first + row, draw, x.data(), row * size);
      known.putBack(levels.nextState(), first + row, draw, state.data(), row * size);
    }
  }
}
