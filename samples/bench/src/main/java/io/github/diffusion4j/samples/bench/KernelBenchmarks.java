package io.github.diffusion4j.samples.bench;

import io.github.diffusion4j.plan.MixKernel;
import io.github.diffusion4j.tensor.NoiseSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The arithmetic of a step, beside itself written plainly in double. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmarks {
  private static final float[] NEXT = {0.5f, 0.25f, 0.125f, 0.0625f};
  private static final float[] ANCHOR = {0.25f, 0.5f, 0.0625f, 0.125f};

  /** Values: a sample of 3x16x16, and 32 of them. */
  @Param({"768", "24576"})
  public int length;

  private float[][] terms = {};
  private float[] x = {};

  /** For JMH. */
  public KernelBenchmarks() {}

  /** Fills base, two memory slots and noise. */
  @Setup
  public void fill() {
    terms = new float[NEXT.length][length];
    x = new float[length];
    for (int k = 0; k < terms.length; k++) {
      NoiseSource.gaussian().fill(k, 0, terms[k], 0, length);
    }
  }

  /**
   * One row of four factors.
   *
   * @return the result
   */
  @Benchmark
  public float[] combine() {
    MixKernel.combine(NEXT, terms, x, 0, length);
    return x;
  }

  /**
   * The same, plainly.
   *
   * @return the result
   */
  @Benchmark
  public float[] combineInDouble() {
    inDouble(NEXT, x);
    return x;
  }

  /**
   * The rows of the next input and the next base.
   *
   * @return the input
   */
  @Benchmark
  public float[] mix() {
    MixKernel.mix(NEXT, ANCHOR, terms, x, 0, length);
    return x;
  }

  /**
   * The same, plainly.
   *
   * @return the input
   */
  @Benchmark
  public float[] mixInDouble() {
    inDouble(NEXT, x);
    inDouble(ANCHOR, terms[0]);
    return x;
  }

  /**
   * The noise of a step.
   *
   * @return the noise
   */
  @Benchmark
  public float[] noise() {
    NoiseSource.gaussian().fill(0, 1, x, 0, length);
    return x;
  }

  private void inDouble(float[] factors, float[] out) {
    for (int i = 0; i < length; i++) {
      double sum = 0;
      for (int k = 0; k < factors.length; k++) {
        sum += (double) factors[k] * terms[k][i];
      }
      out[i] = (float) sum;
    }
  }
}
