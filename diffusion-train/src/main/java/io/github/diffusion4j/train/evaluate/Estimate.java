package io.github.diffusion4j.train.evaluate;

/**
 * A measured number and how far chance may have moved it.
 *
 * @param value measured
 * @param low lower end of the 95 % confidence interval
 * @param high upper end
 */
public record Estimate(double value, double low, double high) {}
