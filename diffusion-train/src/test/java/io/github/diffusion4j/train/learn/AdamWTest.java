package io.github.diffusion4j.train.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.train.recipe.Optimization;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import org.junit.jupiter.api.Test;

/** The optimizer against its paper, written out in double, and the average against its sum. */
class AdamWTest {
  private static final int SIZE = 100;
  private static final double DECAY = 0.01;
  private static final double SCALE = 0.7;

  @Test
  void stepsAsInThePaper() {
    Optimization settings = TrainingConfig.defaults().optimization();
    AdamW optimizer = new AdamW(settings);
    TrainingState state = TrainingState.initial(normals(0));
    Paper paper = new Paper(normals(0), settings);
    for (int step = 0; step < 200; step++) {
      double rate = 1e-3 * (1 + step % 3);
      float[] gradient = normals(step + 1);
      optimizer.update(state, gradient, 0, SIZE, step, rate, DECAY, SCALE);
      paper.step(gradient, step + 1, rate);
    }
    for (int i = 0; i < SIZE; i++) {
      assertEquals(paper.theta[i], state.weights()[i], 1e-5);
    }
  }

  @Test
  void leavesWhatIsOutsideItsRange() {
    TrainingState state = TrainingState.initial(normals(0));
    AdamW optimizer = new AdamW(TrainingConfig.defaults().optimization());
    optimizer.update(state, normals(1), 10, 20, 0, 1e-3, DECAY, 1);
    for (int i = 0; i < SIZE; i++) {
      assertEquals(i < 10 || i >= 20, state.weights()[i] == normals(0)[i], "place " + i);
    }
  }

  @Test
  void theAverageForgetsAsItsDecaySays() {
    float[] average = {0};
    double expected = 0;
    for (int step = 0; step < 1000; step++) {
      float[] weights = {(float) Math.sin(step)};
      double keep = Math.min(0.98, (1.0 + step) / (10 + step));
      expected = keep * expected + (1 - keep) * Math.sin(step);
      Average.update(average, weights, 0.98, step);
      assertEquals(expected, average[0], 1e-5);
    }
  }

  @Test
  void theRateRisesStaysAndFalls() {
    TrainingConfig config = TrainingConfig.defaults().with("steps", "1000").with("warmup", "100");
    LearningRate rate = new LearningRate(config.optimization());
    assertEquals(1e-5, rate.at(0), 1e-12);
    assertEquals(1e-3, rate.at(99), 1e-12);
    assertEquals(1e-3, rate.at(800), 1e-12);
    assertEquals(0.5e-3, rate.at(900), 1e-12);
    assertEquals(5e-6, rate.at(999), 1e-12);
  }

  private static float[] normals(int draw) {
    float[] values = new float[SIZE];
    NoiseSource.gaussian().fill(11, draw, values, 0, SIZE);
    return values;
  }

  /** 1711.05101, algorithm 2, line by line. */
  private static final class Paper {
    private final Optimization settings;
    private final double[] theta = new double[SIZE];
    private final double[] m = new double[SIZE];
    private final double[] v = new double[SIZE];

    Paper(float[] start, Optimization settings) {
      this.settings = settings;
      for (int i = 0; i < SIZE; i++) {
        theta[i] = start[i];
      }
    }

    void step(float[] gradient, int t, double rate) {
      for (int i = 0; i < SIZE; i++) {
        double g = SCALE * gradient[i];
        m[i] = settings.beta1() * m[i] + (1 - settings.beta1()) * g;
        v[i] = settings.beta2() * v[i] + (1 - settings.beta2()) * g * g;
        double mHat = m[i] / (1 - Math.pow(settings.beta1(), t));
        double vHat = v[i] / (1 - Math.pow(settings.beta2(), t));
        theta[i] -= rate * (mHat / (Math.sqrt(vHat) + 1e-8) + DECAY * theta[i]);
      }
    }
  }
}
