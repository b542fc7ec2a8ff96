package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.Level;
import java.util.Locale;
import java.util.Objects;

/**
 * How a network is told the noise level: (measure + offset) scale.
 *
 * <p>Immutable and thread-safe.
 */
public final class NetworkTime {

  /** What is measured of a level. */
  public enum Measure {
    /** t / T, from 0 (clean) to 1. */
    FRACTION,
    /** t - 1, as libraries count that number the training steps from 0. */
    INDEX,
    /** t, from 0 (clean) to T. */
    STEP,
    /** The standard deviation of the noise; for flow models the time after the shift. */
    SIGMA,
    /** The natural logarithm of the standard deviation of the noise. */
    LOG_SIGMA;

    /** As a card writes it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Measure measure;
  private final int steps;
  private final double offset;
  private final double scale;

  private NetworkTime(Measure measure, int steps, double offset, double scale) {
    this.measure = measure;
    this.steps = steps;
    this.offset = offset;
    this.scale = scale;
  }

  /**
   * A measure as it is.
   *
   * @param measure of a level
   * @param steps T of the schedule, at least 1
   * @return the time with offset 0 and scale 1
   */
  public static NetworkTime of(Measure measure, int steps) {
    return new NetworkTime(measure, steps, 0, 1);
  }

  /**
   * The same measure, moved and scaled: (measure + offset) scale, such as 1000 sigma or ln(sigma) /
   * 4.
   *
   * @param newOffset finite
   * @param newScale finite, not 0
   * @return a copy
   * @throws IllegalArgumentException if a number is not so
   */
  public NetworkTime scaled(double newOffset, double newScale) {
    if (!Double.isFinite(newOffset) || !Double.isFinite(newScale) || newScale == 0) {
      throw new IllegalArgumentException(
          "time offset %s, scale %s: finite numbers, and the scale is not 0"
              .formatted(newOffset, newScale));
    }
    return new NetworkTime(measure, steps, newOffset, newScale);
  }

  /**
   * What the network is told of a level.
   *
   * @param level where the sample is
   * @return (measure + offset) scale; minus infinity for the logarithm of sigma 0
   */
  public double of(Level level) {
    double value =
        switch (measure) {
          case FRACTION -> level.time() / steps;
          case INDEX -> level.time() - 1;
          case STEP -> level.time();
          case SIGMA -> level.toldSigma();
          case LOG_SIGMA -> Math.log(level.toldSigma());
        };
    return (value + offset) * scale;
  }

  /**
   * What is measured.
   *
   * @return the measure
   */
  public Measure measure() {
    return measure;
  }

  /**
   * What is added to the measure.
   *
   * @return 0 by default
   */
  public double offset() {
    return offset;
  }

  /**
   * What the sum is multiplied by.
   *
   * @return 1 by default
   */
  public double scale() {
    return scale;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkTime that
        && measure == that.measure
        && steps == that.steps
        && offset == that.offset
        && scale == that.scale;
  }

  @Override
  public int hashCode() {
    return Objects.hash(measure, offset, scale);
  }

  /** Such as {@code index}, or {@code (log-sigma + 1.0) times 0.25}. */
  @Override
  public String toString() {
    String shifted = offset == 0 ? measure.toString() : "(%s + %s)".formatted(measure, offset);
    return scale == 1 ? shifted : shifted + " times " + scale;
  }
}
