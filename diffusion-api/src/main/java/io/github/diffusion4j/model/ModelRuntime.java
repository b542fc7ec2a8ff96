package io.github.diffusion4j.model;

/**
 * Opens models; found by {@link java.util.ServiceLoader}. A runtime module provides one.
 *
 * <p>Implementations are thread-safe.
 */
public interface ModelRuntime {

  /**
   * Opens a model with its parts.
   *
   * @param source where its files are
   * @param settings where and how it runs
   * @return the model; the caller closes it
   * @throws IllegalArgumentException if a file is no model of this runtime, its card is wrong,
   *     files contradict each other, or the runtime does not know a setting; the message names the
   *     file, what was found, and the cure
   * @throws IllegalStateException if the runtime cannot do what the settings say on this machine
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  Model open(ModelSource source, RuntimeSettings settings);

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
