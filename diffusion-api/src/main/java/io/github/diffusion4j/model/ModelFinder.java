package io.github.diffusion4j.model;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where models lie: files, folders, and resources of the class path. */
final class ModelFinder {
  static final String RESOURCES = "META-INF/diffusion4j/";
  private static final String MODEL = ".onnx";
  private static final String PROPERTIES = ".properties";
  private static final String RUN = "model";
  private static final String GRAPH = "model.onnx";

  private ModelFinder() {}

  static ModelFile onDisk(Path path) {
    Path file = Files.isDirectory(path) ? theModelOf(path) : path;
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file.toAbsolutePath() + ": no such model; give an .onnx file or a folder that holds one");
    }
    Path beside = file.resolveSibling(withoutEnding(file.getFileName().toString()) + PROPERTIES);
    try {
      return new ModelFile.OnDisk(
          file,
          Files.exists(beside)
              ? new CardText(beside.toString(), Files.readAllBytes(beside)).entries()
              : Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(beside + ": cannot be read", e);
    }
  }

  /** The graph of a component: {@code model.onnx}, or the only one. */
  static Optional<ModelFile> inComponent(Path folder) {
    List<Path> models = modelsIn(folder);
    Optional<Path> named = models.stream().filter(file -> file.endsWith(GRAPH)).findFirst();
    if (named.isEmpty() && models.size() > 1) {
      throw new IllegalArgumentException(
          "%s holds %s: call the one to use %s".formatted(folder.toAbsolutePath(), models, GRAPH));
    }
    return named
        .or(() -> models.stream().findFirst())
        .map(file -> new ModelFile.OnDisk(file, Map.of()));
  }

  /** A training run keeps its model in a folder of its own. */
  private static Path theModelOf(Path folder) {
    List<Path> models = modelsIn(folder);
    Path ofRun = folder.resolve(RUN);
    if (models.isEmpty() && Files.isDirectory(ofRun)) {
      models = modelsIn(ofRun);
    }
    if (models.size() != 1) {
      throw new IllegalArgumentException(
          "%s holds %s: name one .onnx file"
              .formatted(
                  folder.toAbsolutePath(),
                  models.isEmpty() ? "no model and no " + ModelSource.INDEX : models));
    }
    return models.get(0);
  }

  /** What is hidden is no model: archives made on a Mac have a ._model.onnx beside each. */
  private static List<Path> modelsIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> isModel(file.getFileName().toString()) && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be listed", e);
    }
  }

  private static boolean isModel(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(MODEL) && !name.startsWith(".");
  }

  private static String withoutEnding(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(MODEL)
        ? name.substring(0, name.length() - MODEL.length())
        : name;
  }

  static ModelFile onClassPath(String name) {
    String resource = RESOURCES + name + "/" + name;
    URL model = ClassPath.find(resource + MODEL).orElseThrow(() -> noModel(name, resource + MODEL));
    try {
      Optional<URL> beside = ClassPath.find(resource + PROPERTIES);
      return new ModelFile.InMemory(
          name,
          Resources.toByteArray(model),
          beside.isPresent()
              ? new CardText(resource + PROPERTIES, Resources.toByteArray(beside.get())).entries()
              : Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("model '" + name + "': cannot be read", e);
    }
  }

  private static IllegalArgumentException noModel(String name, String resource) {
    return new IllegalArgumentException(
        isPath(name)
            ? "model '%s': a string is the name of a model on the class path; load a file with Path.of(\"%s\")"
                .formatted(name, name.replace("\\", "\\\\"))
            : "model '%s': no %s on the class path; %s"
                .formatted(name, resource, ShippedModels.instead(name)));
  }

  private static boolean isPath(String name) {
    try {
      return name.contains("/")
          || name.contains("\\")
          || name.toLowerCase(Locale.ROOT).endsWith(MODEL)
          || Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
