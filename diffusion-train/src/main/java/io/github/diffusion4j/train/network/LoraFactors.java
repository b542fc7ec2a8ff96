package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.HashMap;
import java.util.Map;

/** The parameters A and B that {@link Lora} puts beside a weight. */
public final class LoraFactors {
  private static final String DOWN = "lora_A";
  private static final String UP = "lora_B";

  private LoraFactors() {}

  /**
   * Whether a parameter is a factor.
   *
   * @param parameter of an adapted network
   * @return true for A and B
   */
  public static boolean isFactor(ParameterSpec parameter) {
    return isFactor(parameter.name());
  }

  /**
   * Whether a name is that of a factor.
   *
   * @param name of a parameter
   * @return true for A and B
   */
  public static boolean isFactor(String name) {
    return isDown(name) || isCalled(name, UP);
  }

  private static boolean isDown(String name) {
    return isCalled(name, DOWN);
  }

  private static boolean isCalled(String name, String factor) {
    return name.equals(factor) || name.endsWith("/" + factor);
  }

  /**
   * Which dimension of a factor is the rank.
   *
   * @param factor A or B
   * @return 0 of A, 1 of B
   */
  public static int rankAxis(ParameterSpec factor) {
    return isDown(factor.name()) ? 0 : 1;
  }

  /** A: random at the start. */
  static ParameterSpec down(Lora lora, ParameterSpec weight) {
    Shape shape = weight.shape();
    Shape down =
        shape.rank() == 2
            ? Shape.of(lora.rank(), shape.dimension(1))
            : Shape.of(lora.rank(), shape.dimension(1), shape.dimension(2), shape.dimension(3));
    return new ParameterSpec(name(weight, DOWN), down, Init.FAN_IN);
  }

  /** B: zero at the start. */
  static ParameterSpec up(Lora lora, ParameterSpec weight) {
    int out = weight.shape().dimension(0);
    Shape up =
        weight.shape().rank() == 2 ? Shape.of(out, lora.rank()) : Shape.of(out, lora.rank(), 1, 1);
    return new ParameterSpec(name(weight, UP), up, Init.ZEROS);
  }

  private static String name(ParameterSpec weight, String factor) {
    return weight.layer().isEmpty() ? factor : weight.layer() + "/" + factor;
  }

  /**
   * The weights of the base with the products in them: an ordinary network that computes what the
   * adapted one does.
   *
   * @param lora the adaptation
   * @param base the network
   * @param weights of the base, by name; left alone
   * @param factors by name; left alone
   * @return the base's weights by name
   * @throws IllegalArgumentException if a factor is missing or of another size
   */
  public static Map<String, float[]> merged(
      Lora lora, Network base, Map<String, float[]> weights, Map<String, float[]> factors) {
    Map<String, float[]> merged = new HashMap<>(weights);
    NetworkSummary adapted = NetworkSummary.of(lora.on(base));
    for (ParameterSpec weight : NetworkSummary.of(base).parameters()) {
      ParameterSpec up = up(lora, weight);
      if (weight.shape().rank() > 1 && adapted.parameters().contains(up)) {
        float[] b = given(up, factors);
        float[] a = given(down(lora, weight), factors);
        merged.computeIfPresent(weight.name(), (name, w) -> sum(w, b, a, lora));
      }
    }
    return merged;
  }

  private static float[] given(ParameterSpec factor, Map<String, float[]> factors) {
    float[] values = factors.get(factor.name());
    if (values == null || values.length != factor.shape().size()) {
      throw new IllegalArgumentException(
          "factor %s: %s values, not those of %s; these are factors of another network"
              .formatted(factor.name(), values == null ? "no" : values.length, factor.shape()));
    }
    return values;
  }

  // 2106.09685, eq 3: W0 + dW = W0 + (alpha / r) B A
  private static float[] sum(float[] weight, float[] b, float[] a, Lora lora) {
    int rank = lora.rank();
    int in = a.length / rank;
    float[] sum = new float[weight.length];
    for (int i = 0; i < weight.length; i++) {
      double product = 0;
      for (int k = 0; k < rank; k++) {
        product += (double) b[i / in * rank + k] * a[k * in + i % in];
      }
      sum[i] = (float) (weight[i] + lora.scale() * product);
    }
    return sum;
  }

  /**
   * The factors as a graph of {@link Lora#ofGraph} takes them: alpha / rank is in B.
   *
   * @param lora the adaptation
   * @param factors by name; left alone
   * @return by name
   */
  public static Map<String, float[]> ofGraph(Lora lora, Map<String, float[]> factors) {
    Map<String, float[]> scaled = new HashMap<>(factors);
    scaled.replaceAll((name, values) -> isDown(name) ? values : times(values, lora.scale()));
    return scaled;
  }

  private static float[] times(float[] values, double factor) {
    float[] product = new float[values.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = (float) (factor * values[i]);
    }
    return product;
  }
}
