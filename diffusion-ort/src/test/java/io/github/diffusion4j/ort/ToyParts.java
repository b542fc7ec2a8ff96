package io.github.diffusion4j.ort;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;

/** Writes the graphs beside a network: text encoders, decoders and encoders of images. */
final class ToyParts {
  /** Of the latents, whose images have twice their sides. */
  static final int CHANNELS = 4;

  private ToyParts() {}

  /**
   * A text encoder: rows of a table, with every hidden state.
   *
   * @param ids element type of the token ids
   * @param tokens how many per text; -1 leaves it open
   * @param rows of the table
   * @param width of the states
   * @param layers how many hidden states are given beside the last; 0 for none
   */
  static byte[] text(DataType ids, long tokens, int rows, int width, int layers) {
    ToyGraph graph = new ToyGraph();
    graph.input("input_ids", ids, -1, tokens);
    String table =
        graph.named(
            "text_model.embeddings.token_embedding.weight", waves(rows * width), rows, width);
    String states = graph.op("Gather", List.of(table, graph.cast("input_ids", DataType.INT64)));
    String pooled =
        graph.op(
            "ReduceMean", List.of(states), ToyGraph.ints("axes", 1), ToyGraph.whole("keepdims", 0));
    graph.output("pooler_output", pooled, DataType.FLOAT, -1, width);
    for (int layer = 0; layer < layers; layer++) {
      String hidden = graph.times(states, 1 + layer, DataType.FLOAT);
      graph.output("hidden_states." + layer, hidden, DataType.FLOAT, -1, -1, width);
    }
    return graph.output("last_hidden_state", states, DataType.FLOAT, -1, -1, width).bytes();
  }

  /** A text encoder whose states know all tokens that it was given: each and the mean of all. */
  static byte[] neighbours(int width) {
    ToyGraph graph = new ToyGraph();
    String own = states(graph, width);
    String mean = graph.op("ReduceMean", List.of(own), ToyGraph.ints("axes", 1));
    String states = graph.op("Add", List.of(own, mean));
    return graph.output("last_hidden_state", states, DataType.FLOAT, -1, -1, width).bytes();
  }

  /** A text encoder that gives the logarithm of minus one for every state. */
  static byte[] textOfNaN(int width) {
    ToyGraph graph = new ToyGraph();
    String nan = graph.op("Log", List.of(graph.floats(new float[] {-1}, 1)));
    String states = graph.op("Add", List.of(states(graph, width), nan));
    return graph.output("last_hidden_state", states, DataType.FLOAT, -1, -1, width).bytes();
  }

  /** A text encoder that is never done. */
  static byte[] textWithoutEnd(int width) {
    ToyGraph graph = new ToyGraph();
    String never = graph.endless(states(graph, width), -1, -1, width);
    return graph.output("last_hidden_state", never, DataType.FLOAT, -1, -1, width).bytes();
  }

  private static String states(ToyGraph graph, int width) {
    graph.input("input_ids", DataType.INT64, -1, -1);
    int rows = ToyFolder.VOCABULARY;
    return graph.op("Gather", List.of(graph.floats(waves(rows * width), rows, width), "input_ids"));
  }

  /** A decoder of open size: latents twice as large, the first three channels, smoothed. */
  static byte[] decoder(DataType type, long side) {
    ToyGraph graph = new ToyGraph();
    graph.input("latent_sample", type, -1, CHANNELS, side, side);
    String large = enlarged(graph, graph.cast("latent_sample", DataType.FLOAT));
    String image =
        graph.op("Tanh", List.of(graph.times(smooth(graph, large), 0.02, DataType.FLOAT)));
    long pixels = side < 0 ? -1 : 2 * side;
    return graph.output("sample", image, type, -1, 3, pixels, pixels).bytes();
  }

  /** A decoder that is never done. */
  static byte[] decoderWithoutEnd() {
    ToyGraph graph = new ToyGraph();
    graph.input("latent_sample", DataType.FLOAT, -1, CHANNELS, -1, -1);
    String image = smooth(graph, enlarged(graph, "latent_sample"));
    String never = graph.endless(image, -1, 3, -1, -1);
    return graph.output("sample", never, DataType.FLOAT, -1, 3, -1, -1).bytes();
  }

  /** A decoder that divides by zero. */
  static byte[] decoderOfNaN() {
    ToyGraph graph = new ToyGraph();
    graph.input("latent_sample", DataType.FLOAT, -1, CHANNELS, -1, -1);
    String image = smooth(graph, enlarged(graph, "latent_sample"));
    String zero = graph.times(image, 0, DataType.FLOAT);
    String nan = graph.op("Div", List.of(zero, zero));
    return graph.output("sample", nan, DataType.FLOAT, -1, 3, -1, -1).bytes();
  }

  private static String enlarged(ToyGraph graph, String latents) {
    return graph.op("Resize", List.of(latents, "", graph.floats(new float[] {1, 1, 2, 2}, 4)));
  }

  /** A convolution of 3 x 3 from the latents' channels to three. */
  private static String smooth(ToyGraph graph, String image) {
    float[] weights = waves(3 * CHANNELS * 9);
    return graph.op(
        "Conv",
        List.of(image, graph.floats(weights, 3, CHANNELS, 3, 3)),
        ToyGraph.ints("pads", 1, 1, 1, 1));
  }

  /** An encoder: means of 2 x 2 pixels in the latents' channels, with a variance of exp(-6). */
  static byte[] encoder(long channels) {
    ToyGraph graph = new ToyGraph();
    graph.input("sample", DataType.FLOAT, -1, 3, -1, -1);
    String small =
        graph.op(
            "AveragePool",
            List.of("sample"),
            ToyGraph.ints("kernel_shape", 2, 2),
            ToyGraph.ints("strides", 2, 2));
    float[] weights = waves((int) (3 * channels));
    String mean = graph.op("Conv", List.of(small, graph.floats(weights, channels, 3, 1, 1)));
    String none = graph.times(mean, 0, DataType.FLOAT);
    String variance = graph.op("Add", List.of(none, graph.floats(new float[] {-6}, 1)));
    String both = graph.op("Concat", List.of(mean, variance), ToyGraph.whole("axis", 1));
    return graph
        .output("latent_parameters", both, DataType.FLOAT, -1, 2 * channels, -1, -1)
        .bytes();
  }

  private static float[] waves(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.sin(i + 1);
    }
    return values;
  }
}
