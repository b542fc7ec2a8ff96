package io.github.diffusion4j.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the files of a model are, before it is opened: a single graph, or a folder of components
 * with a {@value #INDEX} that names them.
 *
 * <p>Implementations are immutable and thread-safe. A file that was changed after the source was
 * made is read as it is then.
 */
public interface ModelSource {
  /** The file that makes a folder one of components. */
  String INDEX = "model_index.json";

  /** The component of a source that is a single graph. */
  String NETWORK = "";

  /**
   * How messages call the model.
   *
   * @return the path or the resource name
   */
  String name();

  /**
   * The graph of a component.
   *
   * @param role name of the component's folder, such as {@code unet}, or {@link #NETWORK}
   * @return the graph; empty if the source does not have the component
   * @throws IllegalArgumentException if the component has several graphs and none is called {@code
   *     model.onnx}
   * @throws java.io.UncheckedIOException if files cannot be listed or read
   */
  Optional<ModelFile> component(String role);

  /**
   * The content of a file beside the graphs.
   *
   * @param file its path in the folder with {@code /} between names, such as {@code
   *     scheduler/scheduler_config.json}
   * @return its bytes; empty if there is no such file, or the source is a single graph
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  Optional<byte[]> read(String file);

  /**
   * How messages call a file beside the graphs.
   *
   * @param file its path in the folder
   * @return such as {@code stable-diffusion/unet/config.json}
   */
  default String nameOf(String file) {
    return name() + "/" + file;
  }

  /**
   * A model on disk.
   *
   * @param path a folder with a {@value #INDEX}, or else as {@link ModelFile#at} takes it
   * @return the source
   * @throws IllegalArgumentException if there is no model
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  static ModelSource at(Path path) {
    return ModelFolder.isOne(path) ? new ModelFolder(path) : of(ModelFile.at(path));
  }

  /**
   * A model of the class path, under {@code META-INF/diffusion4j/NAME/}: a folder of components
   * with a {@value #INDEX}, or else as {@link ModelFile#named} takes it.
   *
   * @param name such as {@code icons16}
   * @return the source
   * @throws IllegalArgumentException if there is no such model
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  static ModelSource named(String name) {
    return ModelResources.isOne(name) ? new ModelResources(name) : of(ModelFile.named(name));
  }

  /**
   * A single graph.
   *
   * @param file the graph with its card
   * @return the source
   */
  static ModelSource of(ModelFile file) {
    return new SingleModel(file);
  }
}
