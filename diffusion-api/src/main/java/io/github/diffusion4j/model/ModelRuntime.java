package io.github.diffusion4j.model;

/**
 * Opens model files; found by {@link java.util.ServiceLoader}. A runtime module provides one.
 *
 * <p>Implementations are thread-safe.
 */
public interface ModelRuntime {

  /**
   * Opens a model with the runtime's default settings.
   *
   * @param file the model
   * @return the model; the caller closes it
   * @throws IllegalArgumentException if the file is no model of this runtime or its card is wrong;
   *     the message names the file, the key and the cure
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  Model open(ModelFile file);

  /**
   * The runtime of this application, as {@link java.util.ServiceLoader} finds it: by the class
   * loader of this library, and if that knows none, by the context class loader of this thread. Of
   * several the first by the name of its class is taken, and a warning names them all.
   *
   * @return the runtime
   * @throws IllegalStateException if there is none
   */
  static ModelRuntime find() {
    return ClassPath.runtime();
  }
}
