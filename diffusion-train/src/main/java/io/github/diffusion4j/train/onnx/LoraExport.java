package io.github.diffusion4j.train.onnx;

import io.github.diffusion4j.files.AtomicFile;
import io.github.diffusion4j.lora.AdapterFile;
import io.github.diffusion4j.lora.AdapterTensor;
import io.github.diffusion4j.train.network.Lora;
import io.github.diffusion4j.train.network.LoraFactors;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.ParameterSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an adaptation apart from the network it adapts: a graph that has inputs for the factors,
 * and the factors as ONNX Runtime's file of an adapter. The graph is written once for any number of
 * adaptations of the same layers, whatever their ranks. Equal arguments give equal bytes.
 * Thread-safe.
 */
public final class LoraExport {
  private LoraExport() {}

  /**
   * Writes a network whose factors are inputs that need not be given: it computes what the base
   * does.
   *
   * @param base the network
   * @param lora whose targets get the inputs
   * @param weights of the base, by name
   * @param type of the weights in the file; factors are float32
   * @param metadata the model card
   * @param file written to; replaced if there
   * @throws IllegalArgumentException if the weights are not those of the base, or a target matches
   *     no layer
   * @throws java.io.UncheckedIOException if writing fails; an old file is then left as it was
   */
  public static void writeBase(
      Network base,
      Lora lora,
      Map<String, float[]> weights,
      WeightType type,
      Map<String, String> metadata,
      Path file) {
    Network graph = lora.ofGraph().on(base);
    Map<String, float[]> all = new HashMap<>(weights);
    for (ParameterSpec factor : factors(graph)) {
      all.put(factor.name(), new float[factor.shape().size()]);
    }
    OnnxExport.write(graph, all, type, metadata, file);
  }

  /**
   * Writes the factors for a graph of {@link #writeBase}.
   *
   * @param base the network
   * @param lora the adaptation
   * @param factors by name
   * @param file such as {@code sks.onnx_adapter}; replaced if there
   * @throws IllegalArgumentException if a factor is missing or of another size
   * @throws java.io.UncheckedIOException if writing fails; an old file is then left as it was
   */
  public static void writeAdapter(
      Network base, Lora lora, Map<String, float[]> factors, Path file) {
    Map<String, float[]> scaled = LoraFactors.ofGraph(lora, factors);
    List<AdapterTensor> tensors = new ArrayList<>();
    for (ParameterSpec factor : factors(lora.on(base))) {
      float[] values = scaled.get(factor.name());
      if (values == null) {
        throw new IllegalArgumentException(
            "no values of " + factor.name() + ": these are factors of another network");
      }
      List<Long> dimensions = factor.shape().dimensions().stream().map(Integer::longValue).toList();
      tensors.add(AdapterTensor.of(factor.name(), dimensions, values));
    }
    byte[] bytes = AdapterFile.bytes(tensors);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  private static List<ParameterSpec> factors(Network adapted) {
    return NetworkSummary.of(adapted).parameters().stream().filter(LoraFactors::isFactor).toList();
  }
}
