package io.github.diffusion4j;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Shape;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How closely a sample follows its context: classifier-free guidance, "Classifier-Free Diffusion
 * Guidance" (2207.12598).
 *
 * <pre>{@code
 * Guidance.of(3).within(100, 700).rescaled(0.7).against(pipeline.context("dark"))
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class Guidance {
  private static final double MAX_WEIGHT = 1e6; // far beyond use, far below what overflows a float

  /** No guidance: the network's answer to the context, as it is. */
  public static final Guidance NONE = of(1);

  private final double weight;
  private final double low;
  private final double high;
  private final double rescale;
  private final int channels;
  private final @Nullable ContextVector negative;

  private Guidance(
      double weight,
      double low,
      double high,
      double rescale,
      int channels,
      @Nullable ContextVector negative) {
    this.weight = weight;
    this.low = low;
    this.high = high;
    this.rescale = rescale;
    this.channels = channels;
    this.negative = negative;
  }

  /**
   * Guidance of a weight, at every time, against the unconditional context.
   *
   * @param weight 0 ignores the context, 1 is no guidance, above 1 follows the context more closely
   * @return the guidance
   * @throws IllegalArgumentException if the weight is not in [-1e6, 1e6]
   */
  public static Guidance of(double weight) {
    if (!Double.isFinite(weight)) {
      throw new IllegalArgumentException(
          "guidance weight = " + weight + ": a finite number; 1 is no guidance");
    }
    if (Math.abs(weight) > MAX_WEIGHT) {
      throw new IllegalArgumentException(
          "guidance weight = " + weight + ": from -1e6 to 1e6; 1 is no guidance");
    }
    return new Guidance(weight, 0, Double.POSITIVE_INFINITY, 0, Integer.MAX_VALUE, null);
  }

  /**
   * The same, but applied in an interval alone, "Applying Guidance in a Limited Interval Improves
   * Sample and Distribution Quality in Diffusion Models" (2404.07724). Elsewhere the weight is 1,
   * which also saves half the work. The paper gives the interval in sigma / alpha; times rise with
   * it, and mean the same for every schedule.
   *
   * @param newLow the least time of the schedule, at least 0
   * @param newHigh the largest, T or above for no bound
   * @return a copy
   * @throws IllegalArgumentException unless 0 &lt;= low &lt;= high
   */
  public Guidance within(double newLow, double newHigh) {
    if (!(newLow >= 0 && newLow <= newHigh && newLow < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "guidance within times %s to %s: 0 <= low <= high".formatted(newLow, newHigh));
    }
    return new Guidance(weight, newLow, newHigh, rescale, channels, negative);
  }

  /**
   * The same with the guided output rescaled against over-exposure, "Common Diffusion Noise
   * Schedules and Sample Steps are Flawed" (2305.08891), section 3.4.
   *
   * @param phi in [0, 1]; 0 is not at all, the paper takes 0.7
   * @return a copy
   * @throws IllegalArgumentException if it is outside
   */
  public Guidance rescaled(double phi) {
    if (!(phi >= 0 && phi <= 1)) {
      throw new IllegalArgumentException("guidance rescale = " + phi + ": it lies in [0, 1]");
    }
    return new Guidance(weight, low, high, phi, channels, negative);
  }

  /**
   * The same for the first channels of the prediction alone; the others are those of the context,
   * as the published networks of "Scalable Diffusion Models with Transformers" (2212.09748) guide
   * three of their four.
   *
   * @param number of channels, at least 1; those that the model does not have do not count
   * @return a copy
   * @throws IllegalArgumentException if it is below 1
   */
  public Guidance channels(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("guidance of " + number + " channels: at least 1");
    }
    return new Guidance(weight, low, high, rescale, number, negative);
  }

  /**
   * The same, away from this context in place of the unconditional one.
   *
   * @param newNegative what the samples shall not show
   * @return a copy
   */
  public Guidance against(ContextVector newNegative) {
    return new Guidance(weight, low, high, rescale, channels, newNegative);
  }

  /**
   * w in raw(none) + w (raw(c) - raw(none)).
   *
   * @return from -1e6 to 1e6: 0 ignores the context, 1 is no guidance, above 1 follows the context
   *     more closely
   */
  public double weight() {
    return weight;
  }

  /**
   * The least time of the schedule at which it is applied.
   *
   * @return at least 0
   */
  public double low() {
    return low;
  }

  /**
   * The largest time of the schedule at which it is applied.
   *
   * @return at least {@link #low}; may be infinite
   */
  public double high() {
    return high;
  }

  /**
   * Phi: how much of the guided output's spread is brought back to that of the unguided one.
   *
   * @return in [0, 1]
   */
  public double rescale() {
    return rescale;
  }

  /**
   * How many channels of a prediction are guided, the first ones.
   *
   * @return at least 1; {@code Integer.MAX_VALUE} for all
   */
  public int guidedChannels() {
    return channels;
  }

  /**
   * The context to move away from.
   *
   * @return empty for the unconditional one
   */
  public Optional<ContextVector> negative() {
    return Optional.ofNullable(negative);
  }

  /**
   * Checks that it fits a model.
   *
   * @param card of the model
   * @return this
   * @throws IllegalArgumentException if the negative context has another size than the model's, or
   *     the interval begins after the schedule's T
   */
  public Guidance check(ModelCard card) {
    if (negative != null) {
      card.context().check(negative);
    }
    int last = card.schedule().steps();
    if (low > last) {
      throw new IllegalArgumentException(
          "guidance within times %s to %s: this schedule ends at %d".formatted(low, high, last));
    }
    return this;
  }

  /** Whether it changes outputs at a level, for contexts that differ from the opposite one. */
  boolean guides(Level level) {
    return weight != 1 && level.time() >= low && level.time() <= high;
  }

  /** How many values of a prediction are guided. */
  int guided(Shape prediction) {
    int all = prediction.dimension(0);
    return Math.min(channels, all) * (prediction.size() / all);
  }

  /** The context to move away from. */
  ContextVector opposite() {
    return negative == null ? ContextVector.unconditional() : negative;
  }

  /** Whether the opposite context alone decides the prediction. */
  boolean ignoresContext() {
    return weight == 0 && rescale == 0 && channels == Integer.MAX_VALUE;
  }

  /**
   * Guides one prediction.
   *
   * @param raw holds the network's answers to the context, from {@code at} on, and to the opposite
   *     one, from {@code noneAt} on
   * @param guided receives the result from {@code to} on
   */
  void apply(float[] raw, int at, int noneAt, float[] guided, int to, int size) {
    // 2207.12598, equation 6, with weight w = 1 + its w: raw = raw(none) + w (raw(c) - raw(none))
    for (int k = 0; k < size; k++) {
      float u = raw[noneAt + k];
      guided[to + k] = (float) (u + weight * (raw[at + k] - u));
    }
    if (rescale > 0) {
      rescale(guided, to, deviation(raw, at, size), size);
    }
  }

  // 2305.08891, equations 15 and 16: raw = phi (std(raw(c)) / std(raw) raw) + (1 - phi) raw
  private void rescale(float[] guided, int at, double conditional, int size) {
    double spread = deviation(guided, at, size);
    if (spread == 0) {
      return; // a constant has no spread to bring back
    }
    double factor = rescale * (conditional / spread) + (1 - rescale);
    for (int k = at; k < at + size; k++) {
      guided[k] = (float) (factor * guided[k]);
    }
  }

  /** The standard deviation over one row. */
  private static double deviation(float[] values, int at, int size) {
    double sum = 0;
    for (int k = at; k < at + size; k++) {
      sum += values[k];
    }
    double mean = sum / size;
    double squares = 0;
    for (int k = at; k < at + size; k++) {
      squares += (values[k] - mean) * (values[k] - mean);
    }
    return Math.sqrt(squares / size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Guidance that
        && weight == that.weight
        && low == that.low
        && high == that.high
        && rescale == that.rescale
        && channels == that.channels
        && Objects.equals(negative, that.negative);
  }

  @Override
  public int hashCode() {
    return Objects.hash(weight, low, high, rescale, channels, negative);
  }

  /** Such as {@code weight 3.0, times 100.0 to 700.0, rescaled 0.7, against [0.0, 1.0]}. */
  @Override
  public String toString() {
    if (weight == 1) {
      return "none";
    }
    StringBuilder text = new StringBuilder("weight ").append(weight);
    if (low > 0 || high < Double.POSITIVE_INFINITY) {
      text.append(", times ").append(low).append(" to ").append(high);
    }
    if (rescale > 0) {
      text.append(", rescaled ").append(rescale);
    }
    if (channels < Integer.MAX_VALUE) {
      text.append(", first ").append(channels).append(" channels");
    }
    if (negative != null) {
      text.append(", against ").append(negative);
    }
    return text.toString();
  }
}
