package io.github.diffusion4j.plan;

/** Steps of Langevin dynamics, each of a size by sample (2011.13456, algorithm 4). */
final class LangevinDynamics {
  private final Stage.Langevin stage;
  private final float[] x;
  private final float[] prediction;
  private final float[] z;
  private final float[] state;

  /**
   * Over the tensors of a batch.
   *
   * @param stage says how far
   * @param x what the network saw
   * @param prediction its answer
   * @param z the noise
   * @param state the state, which is corrected
   */
  LangevinDynamics(Stage.Langevin stage, float[] x, float[] prediction, float[] z, float[] state) {
    this.stage = stage;
    this.x = x;
    this.prediction = prediction;
    this.z = z;
    this.state = state;
  }

  /** Corrects the sample at an offset. */
  void step(int offset, int size) {
    double scores = 0;
    double draws = 0;
    for (int i = offset; i < offset + size; i++) {
      float score = score(i);
      scores += (double) score * score;
      draws += (double) z[i] * z[i];
    }
    double snr = stage.snr();
    double step = scores == 0 ? 0 : 2 * stage.factor() * snr * snr * draws / scores;
    float drift = (float) step;
    float diffusion = (float) Math.sqrt(2 * step);
    for (int i = offset; i < offset + size; i++) {
      state[i] += drift * score(i) + diffusion * z[i];
    }
  }

  private float score(int i) {
    return (float) stage.score().x() * x[i] + (float) stage.score().raw() * prediction[i];
  }
}
