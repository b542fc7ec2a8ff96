package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.NoiseSource;
import java.util.Arrays;
import java.util.Map;

/** What a network is asked: n rows of each. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Inputs(int rows, float[] x, float[] time, float[] context) {

  /** Noise, times spread over (0, 1] and a context of noise. */
  public static Inputs of(Network network, int rows) {
    float[] time = new float[rows];
    for (int i = 0; i < rows; i++) {
      time[i] = (i + 1f) / rows;
    }
    float[] context = noise("context", rows * network.contextSize());
    if (network instanceof TextNetwork text) {
      mask(text, context);
    }
    return new Inputs(rows, noise("x", rows * network.shape().size()), time, context);
  }

  /** Hides the last token of each text: noise is no mask. */
  private static void mask(TextNetwork network, float[] context) {
    int from = network.textTokens() * network.textWidth();
    for (int row = 0; row < context.length; row += network.contextSize()) {
      Arrays.fill(context, row + from, row + from + network.textTokens() - 1, 1);
      context[row + from + network.textTokens() - 1] = 0;
    }
  }

  /** Weights as at the start, but none at rest: 0 and 1 become 0 and 1 give or take 0.3. */
  public static Map<String, float[]> weights(Network network) {
    NetworkSummary blueprint = NetworkSummary.of(network);
    Map<String, float[]> weights = blueprint.initialValues(1);
    for (ParameterSpec parameter : blueprint.parameters()) {
      if (parameter.init() != Init.FAN_IN) {
        weights.computeIfPresent(parameter.name(), Inputs::unrest);
      }
    }
    return weights;
  }

  private static float[] unrest(String name, float[] values) {
    float[] noise = noise(name, values.length);
    for (int i = 0; i < values.length; i++) {
      noise[i] = values[i] + 0.3f * noise[i];
    }
    return noise;
  }

  private static float[] noise(String name, int length) {
    float[] noise = new float[length];
    NoiseSource.gaussian().fill(2, name.hashCode(), noise, 0, length);
    return noise;
  }
}
