package io.github.diffusion4j.model;

import java.nio.file.Path;
import java.util.Map;

/**
 * A model before it is opened: where its bytes are, and what stands beside it.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface ModelFile {

  /**
   * How messages call the model.
   *
   * @return the path or the resource name
   */
  String name();

  /**
   * The keys of the {@code .properties} file beside the model; they win over the file's own.
   *
   * @return keys without the prefix {@code diffusion.}
   */
  Map<String, String> properties();

  /**
   * A model on disk.
   *
   * @param path of the model file
   * @param properties of the file beside it
   */
  record OnDisk(Path path, Map<String, String> properties) implements ModelFile {
    /**
     * Copies the properties.
     *
     * @param path of the model file
     * @param properties of the file beside it
     */
    public OnDisk {
      properties = Map.copyOf(properties);
    }

    @Override
    public String name() {
      return path.toString();
    }
  }

  /**
   * A model in memory, such as a resource of the class path.
   *
   * @param name for messages
   * @param bytes of the model file; not copied, so leave them as they are
   * @param properties of the file beside it
   */
  @SuppressWarnings("ArrayRecordComponent") // megabytes that runtimes take as an array
  record InMemory(String name, byte[] bytes, Map<String, String> properties) implements ModelFile {
    /**
     * Copies the properties.
     *
     * @param name for messages
     * @param bytes of the model file
     * @param properties of the file beside it
     */
    public InMemory {
      properties = Map.copyOf(properties);
    }
  }

  /**
   * Finds a model on disk.
   *
   * @param path a model file, or a folder that holds exactly one {@code .onnx} file, in itself or,
   *     as the folder of a training run does, in its folder {@code model}; hidden files do not
   *     count
   * @return the file with the properties of {@code <name>.properties} beside it, if that exists
   * @throws IllegalArgumentException if there is no such file, or the folder holds none or several
   * @throws java.io.UncheckedIOException if the properties cannot be read
   */
  static ModelFile at(Path path) {
    return ModelFinder.onDisk(path);
  }

  /**
   * Finds a model on the class path, under {@code META-INF/diffusion4j/NAME/NAME.onnx}.
   *
   * @param name such as {@code icons16}
   * @return the file
   * @throws IllegalArgumentException if there is no such model
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  static ModelFile named(String name) {
    return ModelFinder.onClassPath(name);
  }
}
