package io.github.diffusion4j.train.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.diffusion4j.files.AtomicFile;
import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.ParameterSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a trained network as an ONNX file that speaks for itself.
 *
 * <p>Inputs are {@code x}, n x shape; {@code t}, n x 1, the time t / T; and, if the network has a
 * context, {@code c}, n x its size; those that the network does not look at are left out. All are
 * float32, whatever type the weights have in the file, and n is free. Equal arguments give equal
 * bytes. Thread-safe.
 */
public final class OnnxExport {
  private static final String DEFAULT_OUTPUT = "raw";

  private OnnxExport() {}

  /**
   * Writes the file with weights of float32, whole or not at all.
   *
   * @param network what was trained
   * @param weights by parameter name, as in the network's {@link NetworkSummary}; copied
   * @param metadata the model card
   * @param file written to; replaced if there
   * @throws IllegalArgumentException if the weights are not those of the network
   * @throws java.io.UncheckedIOException if writing fails; an old file is then left as it was
   * @see #write(Network, Map, WeightType, Map, Path)
   */
  public static void write(
      Network network, Map<String, float[]> weights, Map<String, String> metadata, Path file) {
    write(network, weights, WeightType.FLOAT32, metadata, file);
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @param network what was trained
   * @param weights by parameter name, as in the network's {@link NetworkSummary}; copied
   * @param type of the weights in the file
   * @param metadata the model card: keys with the prefix {@code diffusion.} that end up in the
   *     file's {@code metadata_props}; {@code diffusion.output} names the graph's output, {@code
   *     raw} without it
   * @param file written to; replaced if there
   * @throws IllegalArgumentException if the weights are not those of the network, or do not fit
   *     into the type
   * @throws java.io.UncheckedIOException if writing fails; an old file is then left as it was
   */
  public static void write(
      Network network,
      Map<String, float[]> weights,
      WeightType type,
      Map<String, String> metadata,
      Path file) {
    ModelProto model = model(network, weights, type, metadata);
    AtomicFile.write(file, model::writeTo);
  }

  /**
   * Writes the file with a name of its own for its input.
   *
   * @param network what was trained
   * @param weights by parameter name, as in the network's {@link NetworkSummary}; copied
   * @param type of the weights in the file
   * @param metadata the model card; {@code diffusion.output} names the graph's output
   * @param input the name of what is {@code x} otherwise
   * @param file written to; replaced if there
   * @throws IllegalArgumentException if the weights are not those of the network, or do not fit
   *     into the type
   * @throws java.io.UncheckedIOException if writing fails; an old file is then left as it was
   */
  public static void write(
      Network network,
      Map<String, float[]> weights,
      WeightType type,
      Map<String, String> metadata,
      String input,
      Path file) {
    ModelProto model = model(network, weights, type, metadata, input);
    AtomicFile.write(file, model::writeTo);
  }

  /**
   * Refuses what {@link #write(Network, Map, WeightType, Map, Path)} would, and writes nothing.
   *
   * @param network what was trained
   * @param weights by parameter name
   * @param type of the weights in the file
   * @param metadata the model card
   * @throws IllegalArgumentException if the weights are not those of the network, or do not fit
   *     into the type
   */
  public static void check(
      Network network,
      Map<String, float[]> weights,
      WeightType type,
      Map<String, String> metadata) {
    model(network, weights, type, metadata);
  }

  private static ModelProto model(
      Network network,
      Map<String, float[]> weights,
      WeightType type,
      Map<String, String> metadata) {
    return model(network, weights, type, metadata, "x");
  }

  private static ModelProto model(
      Network network,
      Map<String, float[]> weights,
      WeightType type,
      Map<String, String> metadata,
      String input) {
    refuseStrangers(network, weights.keySet());
    String output = metadata.getOrDefault(ModelCard.PREFIX + CardKeys.OUTPUT, DEFAULT_OUTPUT);
    return graph(network, weights, type, input, output).model("denoiser", metadata).build();
  }

  private static OnnxGraph graph(
      Network network, Map<String, float[]> weights, WeightType type, String input, String output) {
    OnnxGraph graph = new OnnxGraph(Precision.FLOAT32, InitializerStore.INSIDE);
    OnnxOps ops = new OnnxOps(graph, spec -> weights.get(spec.name()), GraphForm.standard(type));
    OnnxOps.Value x = input(graph, input, network.shape());
    OnnxOps.Value t = input(graph, "t", Shape.of(1));
    OnnxOps.@Nullable Value c =
        network.contextSize() == 0 ? null : input(graph, "c", Shape.of(network.contextSize()));
    OnnxOps.Value raw = network.forward(ops, x, t, c);
    graph.output(output, raw.name(), raw.shape());
    return graph;
  }

  private static OnnxOps.Value input(OnnxGraph graph, String name, Shape sample) {
    return new OnnxOps.Value(graph.input(name, sample), sample);
  }

  private static void refuseStrangers(Network network, Set<String> names) {
    Set<String> strangers = new TreeSet<>(names);
    strangers.removeAll(
        NetworkSummary.of(network).parameters().stream()
            .map(ParameterSpec::name)
            .collect(Collectors.toSet()));
    if (!strangers.isEmpty()) {
      throw new IllegalArgumentException(
          "weights %s are none of the network's: those of another network?".formatted(strangers));
    }
  }
}
