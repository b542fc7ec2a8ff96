package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files in which a model keeps weights outside of itself ("external data" of ONNX). They lie in
 * the model's folder, or below it; the model does not choose what else is read.
 *
 * @param file the model
 * @param locations as the model names them, with the number of bytes that it needs of each
 */
record ExternalWeights(ModelFile file, Map<String, Long> locations) {

  /**
   * Where they are.
   *
   * @return the file of each location
   * @throws IllegalArgumentException if one is outside of the model's folder or not there, or if
   *     ONNX Runtime, which reads them itself, cannot reach them
   */
  Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>();
    locations.forEach((location, bytes) -> files.put(location, file(location, bytes)));
    return files;
  }

  /**
   * The model as ONNX Runtime can open it, which knows only files of the default file system: one
   * of another, such as an archive's, is read into memory.
   */
  ModelFile reachable() {
    if (!(file instanceof ModelFile.OnDisk onDisk) || isDefault(onDisk.path())) {
      return file;
    }
    try {
      if (Files.size(onDisk.path()) > Integer.MAX_VALUE - 8) {
        throw refused(
            "more than 2 GiB in a file system of its own, which has to fit into one array; copy it to a disk");
      }
      return new ModelFile.InMemory(
          file.name(), Files.readAllBytes(onDisk.path()), file.properties());
    } catch (IOException e) {
      throw new UncheckedIOException(
          file.name() + ": this model cannot be read; give a file you may read", e);
    }
  }

  private Path file(String location, long bytes) {
    if (!(file instanceof ModelFile.OnDisk onDisk)) {
      throw refused(
          "its weights lie in another file, %s, and a model of the class path or in memory holds all its weights; load it from a disk, or save it as one file"
              .formatted(location));
    }
    if (!isDefault(onDisk.path())) {
      throw refused(
          "its weights lie in another file, %s, and only a model on a disk can have such; unpack the archive"
              .formatted(location));
    }
    Path weights = onDisk.path().resolveSibling(below(location));
    if (!Files.isRegularFile(weights)) {
      throw refused(
          "its weights lie in another file, %s, which is not there; copy it beside the model"
              .formatted(weights));
    }
    checkInside(onDisk.path(), weights);
    long size = size(weights);
    if (size < bytes) {
      throw refused(
          "its weights lie in another file, %s, which has %d bytes where the model needs %d: it was cut short; copy or download it again"
              .formatted(weights, size, bytes));
    }
    return weights;
  }

  /**
   * Refuses a symbolic link that leads out of the folder. Where the model is a link itself, as in
   * the cache of a model hub, weights may lie beside what it leads to, too.
   */
  private void checkInside(Path model, Path weights) {
    try {
      Path real = weights.toRealPath();
      Path folder = model.toAbsolutePath().resolveSibling("").toRealPath();
      Path beside = model.toRealPath().resolveSibling("");
      if (!real.startsWith(folder) && !real.startsWith(beside)) {
        throw refused(
            "its weights %s are a link that leads out of its folder, to %s; copy them beside the model"
                .formatted(weights, real));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(weights + ": these weights cannot be read", e);
    }
  }

  private static long size(Path weights) {
    try {
      return Files.size(weights);
    } catch (IOException e) {
      throw new UncheckedIOException(weights + ": these weights cannot be read", e);
    }
  }

  /** The location, if it is one below the model's folder. */
  private Path below(String location) {
    try {
      Path below = Path.of(location).normalize();
      if (below.getRoot() == null && !below.startsWith("..") && !below.toString().isEmpty()) {
        return below;
      }
    } catch (InvalidPathException e) {
      throw refused("'%s' is no name of a file with weights; export it again".formatted(location));
    }
    throw refused(
        "its weights lie in %s, outside of its folder; put them beside the model and save it with that name"
            .formatted(location));
  }

  private static boolean isDefault(Path path) {
    return path.getFileSystem().equals(FileSystems.getDefault());
  }

  private IllegalArgumentException refused(String reason) {
    return new IllegalArgumentException(file.name() + ": " + reason);
  }
}
