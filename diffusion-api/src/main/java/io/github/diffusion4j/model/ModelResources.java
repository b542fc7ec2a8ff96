package io.github.diffusion4j.model;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.Optional;

/** A folder of components on the class path. */
record ModelResources(String model) implements ModelSource {
  private static final String GRAPH = "/model.onnx";

  static boolean isOne(String name) {
    return ClassPath.find(ModelFinder.RESOURCES + name + "/" + INDEX).isPresent();
  }

  @Override
  public String name() {
    return model;
  }

  @Override
  public Optional<ModelFile> component(String role) {
    return read(role + GRAPH)
        .map(graph -> new ModelFile.InMemory(nameOf(role + GRAPH), graph, Map.of()));
  }

  @Override
  public Optional<byte[]> read(String file) {
    Optional<URL> found = ClassPath.find(ModelFinder.RESOURCES + model + "/" + file);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Resources.toByteArray(found.get()));
    } catch (IOException e) {
      throw new UncheckedIOException("model '" + nameOf(file) + "': cannot be read", e);
    }
  }
}
