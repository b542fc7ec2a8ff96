package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.ort.json.Json;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A graph of a model's folder, read but not opened.
 *
 * @param role name of its folder
 * @param file of the graph
 * @param facts of the file
 * @param graph inputs and outputs
 * @param config the {@code config.json} beside it
 * @param external the files of weights outside, by the names that the graph has for them
 * @param patch what is changed of the graph when it is opened
 */
record Component(
    String role,
    ModelFile file,
    FileInfo facts,
    Graph graph,
    Optional<Json> config,
    Map<String, Path> external,
    GraphPatch patch) {
  private static final String CONFIG = "config.json";
  private static final int LARGEST = 1 << 20;

  /**
   * Reads a component.
   *
   * @throws IllegalArgumentException if its file is no graph, or its weights are missing or cut
   *     short
   */
  static Component of(ModelSource source, String role, ModelFile file) {
    FileInfo facts = FileInfo.unhashed(file);
    Graph graph = Graph.of(facts.found());
    if (graph.outputs().isEmpty()) {
      throw new IllegalArgumentException(file.name() + ": " + LoadErrors.unreadable(facts));
    }
    checkSizes(file, graph.inputs().values());
    checkSizes(file, graph.outputs().values());
    String config = role + "/" + CONFIG;
    return new Component(
        role,
        file,
        facts,
        graph,
        source.read(config).map(content -> Json.parse(source.nameOf(config), content)),
        new ExternalWeights(file, facts.found().external()).files(),
        GraphPatch.NONE);
  }

  private static void checkSizes(ModelFile file, Collection<GraphTensor> tensors) {
    for (GraphTensor tensor : tensors) {
      if (tensor.dimensions().stream().anyMatch(d -> d == 0 || d > LARGEST)) {
        throw new IllegalArgumentException(
            "%s: the graph has %s, and dimensions are open or from 1 to %d; export or download it again"
                .formatted(file.name(), tensor, LARGEST));
      }
    }
  }

  /**
   * The same with an input of float32 in place of whole numbers. Exporters fix the time of a
   * network to whole numbers that it turns into real ones at once; samplers between two training
   * steps need the real ones. ONNX Runtime refuses a graph that does more with whole numbers.
   */
  Component withFloat(String input) {
    OnnxValue value =
        facts.found().inputs().stream()
            .filter(v -> v.name().equals(input))
            .findFirst()
            .orElseThrow();
    return new Component(
        role,
        file,
        facts,
        graph.withFloat(input),
        config,
        external,
        new GraphPatch(value.typeAt(), OnnxValue.FLOAT));
  }

  /** The same without the inputs that adapters give. */
  Component withoutFactors() {
    return without(factors().required());
  }

  /** The same without some inputs, which others feed. */
  Component without(Set<String> fed) {
    return new Component(role, file, facts, graph.without(fed), config, external, patch);
  }

  /** What adapters can change. */
  Factors factors() {
    return Factors.of(file.name(), facts.found());
  }

  String name() {
    return file.name();
  }

  GuardedSession open(ExecutionProvider provider) {
    ExternalWeights weights = new ExternalWeights(file, facts.found().external());
    return Sessions.open(weights.reachable(), facts, provider, patch);
  }

  /** How much its graph and its weights take, in bytes. */
  long size() {
    long graph =
        file instanceof ModelFile.InMemory memory
            ? memory.bytes().length
            : ((ModelFile.OnDisk) file).path().toFile().length();
    return graph + external.values().stream().mapToLong(weights -> weights.toFile().length()).sum();
  }

  /** Identifies the weights; they are read when somebody asks. */
  Fingerprint fingerprint() {
    if (file instanceof ModelFile.InMemory memory) {
      return new Fingerprint(Sha256.of(memory.bytes()), external);
    }
    Map<String, Path> files = new TreeMap<>(external);
    files.put("", ((ModelFile.OnDisk) file).path());
    return new Fingerprint("", files);
  }

  /** A number of the configuration, at least 1; a list, such as one by block, is none. */
  Optional<Integer> count(String key) {
    return config.flatMap(c -> c.find(key)).filter(json -> !json.isArray()).map(Component::size);
  }

  private static int size(Json json) {
    int size = json.positive();
    if (size > LARGEST) {
      throw json.expected("a whole number from 1 to " + LARGEST);
    }
    return size;
  }

  IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(file.name() + ": " + why);
  }
}
