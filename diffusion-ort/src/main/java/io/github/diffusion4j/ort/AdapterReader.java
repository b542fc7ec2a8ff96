package io.github.diffusion4j.ort;

import io.github.diffusion4j.lora.AdapterFile;
import io.github.diffusion4j.lora.AdapterTensor;
import io.github.diffusion4j.ort.FactorName.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an adapter and finds out for which inputs of a graph its tensors are.
 *
 * @param file how messages call it
 * @param factors of the graph
 */
record AdapterReader(String file, Factors factors) {

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is no adapter, or none for this graph
   * @throws UncheckedIOException if it cannot be read
   */
  static OrtAdapter read(Path path, Factors factors) {
    AdapterReader reader = new AdapterReader(path.toString(), factors);
    if (factors.byInput().isEmpty()) {
      throw reader.refused(
          "%s takes no adapters, since no weight of it is an input; export it with the factors of a LoRA as inputs, such as to_q.lora_A.weight, or merge the adapter into the weights before"
              .formatted(factors.model()));
    }
    try {
      byte[] bytes = Files.readAllBytes(path);
      return new OrtAdapter(
          path.toString(), Sha256.of(bytes), factors, reader.bound(reader.tensors(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          path + ": this adapter cannot be read; give a file you may read", e);
    }
  }

  private List<AdapterTensor> tensors(byte[] bytes) {
    List<AdapterTensor> tensors;
    if (AdapterFile.isOne(bytes)) {
      tensors = AdapterFile.read(file, bytes);
    } else if (Safetensors.isOne(bytes)) {
      tensors = Safetensors.read(file, bytes);
    } else {
      throw refused(
          "no adapter: it is neither an .onnx_adapter of ONNX Runtime nor a .safetensors; copy or export it again");
    }
    if (tensors.isEmpty()) {
      throw refused("an adapter without tensors; export it again");
    }
    return tensors;
  }

  private Map<String, FactorValues> bound(List<AdapterTensor> tensors) {
    Map<String, FactorValues> values = new LinkedHashMap<>();
    Map<String, Double> alphas = new HashMap<>();
    for (AdapterTensor tensor : tensors) {
      if (FactorName.isAlpha(tensor.name()) && factors.find(tensor.name()).isEmpty()) {
        alphas.put(
            FactorName.moduleOfAlpha(tensor.name()), (double) FactorValues.of(tensor).data()[0]);
      } else {
        bind(tensor, values);
      }
    }
    checkPairs(values);
    values.replaceAll((input, given) -> withAlpha(input, given, alphas));
    return values;
  }

  private void bind(AdapterTensor tensor, Map<String, FactorValues> values) {
    Factor factor =
        factors
            .find(tensor.name())
            .orElseThrow(
                () ->
                    refused(
                        "its tensor '%s' is for no input of %s, whose weights that may change are %s; use an adapter that was trained on this model, or export the model with that weight's factors as inputs"
                            .formatted(tensor.name(), factors.model(), factors.examples())));
    FactorValues given = FactorValues.of(tensor);
    if (!given.isFinite()) {
      throw refused(
          "its tensor '%s' has a value that is no finite number; the training that made it failed"
              .formatted(tensor.name()));
    }
    if (!factor.takes(given.dimensions())) {
      if (given.dimensions().size() != 2 || !factor.takes(Factor.transposed(given.dimensions()))) {
        throw factor.refused(file, tensor);
      }
      given = given.transposed();
    }
    if (values.put(factor.tensor().name(), given) != null) {
      throw refused(
          "two of its tensors, '%s' the second, are for the input %s; export it again"
              .formatted(tensor.name(), factor));
    }
  }

  /** Both factors of a product have one rank. */
  private void checkPairs(Map<String, FactorValues> values) {
    for (Map.Entry<String, FactorValues> entry : values.entrySet()) {
      Factor factor = factor(entry.getKey());
      if (factor.rankAxis() == Factor.NO_AXIS) {
        continue;
      }
      Factor partner = factors.partner(factor).orElseThrow();
      @Nullable FactorValues other = values.get(partner.tensor().name());
      if (other == null) {
        throw refused(
            "it has values for %s and none for the other factor, %s; export it again"
                .formatted(factor.tensor().name(), partner.tensor().name()));
      }
      long rank = factor.rank(entry.getValue().dimensions());
      long rankOfOther = partner.rank(other.dimensions());
      if (rank != rankOfOther) {
        throw refused(
            "its values for %s have rank %d and those for %s rank %d; export it again"
                .formatted(factor.tensor().name(), rank, partner.tensor().name(), rankOfOther));
      }
    }
  }

  /** Kohya's alpha: the product is multiplied by alpha / rank. */
  private FactorValues withAlpha(String input, FactorValues given, Map<String, Double> alphas) {
    Factor factor = factor(input);
    Optional<Double> alpha = Optional.ofNullable(alphas.get(factor.name().module()));
    return alpha.isEmpty() || factor.name().side() != Side.UP || factor.rankAxis() == Factor.NO_AXIS
        ? given
        : given.times(alpha.get() / factor.rank(given.dimensions()));
  }

  private Factor factor(String input) {
    return Optional.ofNullable(factors.byInput().get(input)).orElseThrow();
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(file + ": " + why);
  }
}
