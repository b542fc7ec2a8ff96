package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import java.util.HashMap;
import java.util.Map;

/**
 * A network with more context than its labels: during training it also receives the augmentation
 * parameters. They are zero when sampling, so their part of the weights can be left out.
 */
public final class ContextWeights {
  private static final float[] NOTHING = {};

  private ContextWeights() {}

  /** An equal network that takes so many context values more. */
  public static Network widened(Network network, int more) {
    if (more == 0) {
      return network;
    }
    Map<String, String> configuration = new HashMap<>(network.configuration());
    configuration.put("context", Integer.toString(network.contextSize() + more));
    return Networks.of(configuration);
  }

  /**
   * The weights of a network that does without the context values behind its own: of each linear
   * map of the context, the first columns.
   *
   * @param weights of the widened network by name
   */
  public static Map<String, float[]> narrowed(
      ParameterLayout narrow, Map<String, float[]> weights) {
    Map<String, float[]> narrowed = new HashMap<>();
    for (ParameterLayout.Slot slot : narrow.slots()) {
      String name = slot.parameter().name();
      narrowed.put(name, firstColumns(weights.getOrDefault(name, NOTHING), slot));
    }
    return narrowed;
  }

  /**
   * The weights of a network that takes more context values than these are of: what is new begins
   * at random, as large as what is known.
   *
   * @param weights of the narrower network by name
   */
  public static Map<String, float[]> extended(ParameterLayout wide, Map<String, float[]> weights) {
    Map<String, float[]> extended = new HashMap<>();
    for (ParameterLayout.Slot slot : wide.slots()) {
      String name = slot.parameter().name();
      extended.put(name, moreColumns(weights.getOrDefault(name, NOTHING), slot));
    }
    return extended;
  }

  private static float[] moreColumns(float[] narrow, ParameterLayout.Slot slot) {
    if (narrow.length == slot.length()) {
      return narrow;
    }
    int rows = slot.parameter().shape().dimension(0);
    int columns = slot.length() / rows;
    int known = narrow.length / rows;
    float[] more = slot.parameter().initialValues(0); // of deviation 1 / sqrt(columns)
    double size = deviation(narrow) * Math.sqrt(columns);
    for (int i = 0; i < more.length; i++) {
      more[i] = (float) (size * more[i]);
    }
    for (int row = 0; row < rows; row++) {
      System.arraycopy(narrow, row * known, more, row * columns, known);
    }
    return more;
  }

  private static double deviation(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum / values.length);
  }

  private static float[] firstColumns(float[] wide, ParameterLayout.Slot slot) {
    if (wide.length == slot.length()) {
      return wide;
    }
    int rows = slot.parameter().shape().dimension(0);
    int columns = slot.length() / rows;
    float[] first = new float[slot.length()];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(wide, row * (wide.length / rows), first, row * columns, columns);
    }
    return first;
  }
}
