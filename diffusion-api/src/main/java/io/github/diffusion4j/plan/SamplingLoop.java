package io.github.diffusion4j.plan;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The loop: takes some samples through a plan. Every sampler is this code with other coefficients.
 *
 * <pre>{@code
 * while (!loop.isOver()) {
 *   // the network reads loop.x() at loop.level() and writes loop.raw()
 *   loop.advance();
 * }
 * Tensor samples = loop.state();
 * }</pre>
 *
 * <p>It pauses before each evaluation until {@link #advance} is called, so that a caller with many
 * loops can evaluate the network once for all of them. Not thread-safe.
 */
public final class SamplingLoop {
  private final Plan plan;
  private final Batch batch;
  private final Consumer<SamplingLoop> listener;

  /** Index of the current stage. */
  private int at;

  private int evaluations;

  private SamplingLoop(Builder from) {
    plan = from.plan;
    batch = new Batch(from, from.start);
    listener = from.listener;
    batch.begin(plan.start());
    passAddedNoise();
  }

  /**
   * A loop at the start of a plan.
   *
   * @param plan what to do
   * @param start what the plan starts from, one row per sample: N(0, 1) noise, or clean samples.
   *     Not copied: it becomes {@link #state}
   * @return its other settings
   */
  public static Builder builder(Plan plan, Tensor start) {
    return new Builder(plan, start);
  }

  /**
   * Whether the plan has ended.
   *
   * @return true when {@link #state} holds the result
   */
  public boolean isOver() {
    return at == plan.stages().size();
  }

  /**
   * The level of {@link #x}.
   *
   * @return where the network is evaluated next
   * @throws IndexOutOfBoundsException if the loop is over
   */
  public Level level() {
    Level level = stage().level();
    if (level == null) {
      throw new AssertionError(stage()); // stages without an evaluation are passed at once
    }
    return level;
  }

  /**
   * What the network sees next, its input scale applied.
   *
   * @return one row per sample; read it before {@link #advance}
   */
  public Tensor x() {
    return batch.x();
  }

  /**
   * Receives the network's raw output, guidance included.
   *
   * @return one row per sample; filled by the caller before {@link #advance}
   */
  public Tensor raw() {
    return batch.raw();
  }

  /**
   * The samples as they are now.
   *
   * @return one row per sample; changed by {@link #advance}
   */
  public Tensor state() {
    return batch.state();
  }

  /**
   * The clean samples as predicted by the last evaluation.
   *
   * @return one row per sample; changed by {@link #advance}
   */
  public Tensor x0() {
    return batch.x0();
  }

  /**
   * How often {@link #advance} was called.
   *
   * @return from 0 to the plan's evaluations
   */
  public int evaluations() {
    return evaluations;
  }

  /**
   * Applies one stage of the plan to the network's output.
   *
   * @throws IllegalStateException if the output holds NaN or infinity; the message names the seed
   * @throws IndexOutOfBoundsException if the loop is over
   */
  public void advance() {
    if (stage() instanceof Stage.Evaluate e) {
      batch.finish(e, plan.thresholding(), evaluations);
    } else if (stage() instanceof Stage.Langevin l) {
      batch.finish(l, evaluations);
    }
    evaluations++;
    listener.accept(this);
    at++;
    passAddedNoise();
  }

  private void passAddedNoise() {
    while (!isOver() && stage() instanceof Stage.AddNoise noise) {
      batch.finish(noise);
      at++;
    }
  }

  private Stage stage() {
    return plan.stages().get(at);
  }

  /** Settings of a loop. Not thread-safe. */
  public static final class Builder {
    final Plan plan;
    private final Tensor start;
    @Nullable Shape outputShape;
    long seed;
    NoiseSource noise = NoiseSource.gaussian();
    int first;
    @Nullable KnownRegion known;
    private Consumer<SamplingLoop> listener = loop -> {};

    private Builder(Plan plan, Tensor start) {
      this.plan = plan;
      this.start = start;
    }

    /**
     * The shape of the network's output, for networks with a learned variance.
     *
     * @param shape with as many values as a sample, or twice as many; default: that of the start
     * @return this
     */
    public Builder outputShape(Shape shape) {
      outputShape = shape;
      return this;
    }

    /**
     * Where noise comes from.
     *
     * @param source default {@link NoiseSource#gaussian}
     * @param seedOfFirst seed of the first sample; sample i has this seed + i. Default 0
     * @return this
     */
    public Builder noise(NoiseSource source, long seedOfFirst) {
      noise = source;
      seed = seedOfFirst;
      return this;
    }

    /**
     * What must stay of given samples, for a plan that {@link Plan#keepsKnown}.
     *
     * @param region the images and what of them stays
     * @param firstSample index of the loop's first sample in its request, which decides on its
     *     image
     * @return this
     */
    public Builder known(@Nullable KnownRegion region, int firstSample) {
      known = region;
      first = firstSample;
      return this;
    }

    /**
     * Sets a listener that is called after every evaluation.
     *
     * @param newListener called by {@link SamplingLoop#advance} with the loop at the level of the
     *     evaluation, before noise is added
     * @return this
     */
    public Builder listener(Consumer<SamplingLoop> newListener) {
      listener = newListener;
      return this;
    }

    /**
     * Starts the loop.
     *
     * @return a loop before its first evaluation
     */
    public SamplingLoop build() {
      return new SamplingLoop(this);
    }
  }
}
