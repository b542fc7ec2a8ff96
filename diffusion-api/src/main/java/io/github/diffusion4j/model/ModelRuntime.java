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
}
