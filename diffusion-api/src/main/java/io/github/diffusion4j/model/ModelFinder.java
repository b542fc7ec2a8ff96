package io.github.diffusion4j.model;

import com.google.common.collect.Maps;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Where models lie: files, folders, and resources of the class path. */
final class ModelFinder {
  private static final String RESOURCES = "META-INF/diffusion4j/";
  private static final String MODEL = ".onnx";
  private static final String PROPERTIES = ".properties";

  private ModelFinder() {}

  static ModelFile onDisk(Path path) {
    Path file = Files.isDirectory(path) ? theModelIn(path) : path;
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file.toAbsolutePath() + ": no such model; give an .onnx file or a folder that holds one");
    }
    String name = file.getFileName().toString();
    Path beside =
        file.resolveSibling(
            (name.endsWith(MODEL) ? name.substring(0, name.length() - MODEL.length()) : name)
                + PROPERTIES);
    try {
      return new ModelFile.OnDisk(
          file,
          Files.exists(beside)
              ? properties(Files.readString(beside), beside.toString())
              : Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(beside + ": cannot be read", e);
    }
  }

  private static Path theModelIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> models = files.filter(f -> f.toString().endsWith(MODEL)).sorted().toList();
      if (models.size() != 1) {
        throw new IllegalArgumentException(
            "%s holds %s: name one .onnx file"
                .formatted(folder.toAbsolutePath(), models.isEmpty() ? "no model" : models));
      }
      return models.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be listed", e);
    }
  }

  static ModelFile onClassPath(String name) {
    String resource = RESOURCES + name + "/" + name;
    try {
      URL model =
          find(resource + MODEL)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "model '%s': no %s on the class path; %s"
                              .formatted(name, resource + MODEL, ShippedModels.instead(name))));
      Optional<URL> beside = find(resource + PROPERTIES);
      return new ModelFile.InMemory(
          name,
          Resources.toByteArray(model),
          beside.isPresent()
              ? properties(
                  Resources.toString(beside.get(), StandardCharsets.UTF_8), resource + PROPERTIES)
              : Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("model '" + name + "': cannot be read", e);
    }
  }

  private static Optional<URL> find(String resource) {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = ofThread != null ? ofThread : ModelFinder.class.getClassLoader();
    return Optional.ofNullable(loader.getResource(resource));
  }

  private static Map<String, String> properties(String text, String name) {
    Properties properties = new Properties();
    try (Reader reader = new StringReader(text)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": no properties file, " + e.getMessage(), e);
    }
    return ModelCard.withoutPrefix(Maps.fromProperties(properties));
  }
}
