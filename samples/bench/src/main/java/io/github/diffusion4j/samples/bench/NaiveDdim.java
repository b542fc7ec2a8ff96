package io.github.diffusion4j.samples.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.diffusion4j.ort.OrtRuntime;
import io.github.diffusion4j.schedule.Level;
import java.util.List;
import java.util.Map;

/**
 * DDIM as tutorials write it in Java: nested arrays, a fresh tensor for every input of every step,
 * the output copied out by {@code getValue}, and a session with the defaults of ONNX Runtime. For a
 * network that predicts v, with x0-hat clipped to 1; without guidance.
 */
final class NaiveDdim implements AutoCloseable {
  private final OrtEnvironment environment = OrtRuntime.environment();
  private final OrtSession session;
  private final List<Level> levels;

  /**
   * Opens the session.
   *
   * @param model as bytes
   * @param levels from noise to clean, the last one not evaluated
   */
  NaiveDdim(byte[] model, List<Level> levels) throws OrtException {
    session = environment.createSession(model, new OrtSession.SessionOptions());
    this.levels = levels;
  }

  /** Samples in place. */
  void sample(float[][][][] x, float[][] context, int lastTime) throws OrtException {
    for (int step = 0; step + 1 < levels.size(); step++) {
      Level from = levels.get(step);
      Level to = levels.get(step + 1);
      float[][] times = new float[x.length][1];
      for (float[] time : times) {
        time[0] = (float) (from.time() / lastTime);
      }
      try (OnnxTensor xTensor = OnnxTensor.createTensor(environment, x);
          OnnxTensor tTensor = OnnxTensor.createTensor(environment, times);
          OnnxTensor cTensor = OnnxTensor.createTensor(environment, context);
          OrtSession.Result result =
              session.run(Map.of("x", xTensor, "t", tTensor, "c", cTensor))) {
        advance(x, (float[][][][]) result.get(0).getValue(), from, to);
      }
    }
  }

  private static void advance(float[][][][] x, float[][][][] v, Level from, Level to) {
    for (int n = 0; n < x.length; n++) {
      for (int c = 0; c < x[n].length; c++) {
        for (int h = 0; h < x[n][c].length; h++) {
          for (int w = 0; w < x[n][c][h].length; w++) {
            double noisy = x[n][c][h][w];
            double clean = from.alpha() * noisy - from.sigma() * v[n][c][h][w];
            clean = Math.max(-1, Math.min(1, clean));
            double noise = (noisy - from.alpha() * clean) / from.sigma();
            x[n][c][h][w] = (float) (to.alpha() * clean + to.sigma() * noise);
          }
        }
      }
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
