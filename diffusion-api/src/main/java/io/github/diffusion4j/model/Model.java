package io.github.diffusion4j.model;

import io.github.diffusion4j.tensor.Shape;
import java.util.Map;

/** A denoiser that knows its card: what a runtime makes of a model file. */
public interface Model extends Denoiser {

  /**
   * What the file says of itself.
   *
   * @return the card
   */
  ModelCard card();

  /**
   * Identifies the weights, for the provenance of samples.
   *
   * <p>Where weights lie in other files than the model's own, the first call reads them all.
   *
   * @return in hexadecimal, the SHA-256 of the model file, or, where weights lie in other files,
   *     one over that of each file; or words that begin with {@code unknown}, if such a file was
   *     changed after the model was opened
   */
  String fingerprint();

  /**
   * What evaluates the network, for the provenance of samples: all that their bits may depend on
   * beside the file.
   *
   * @return such as {@code runtime}, its name and version; {@code provider}; {@code threads}. By
   *     default nothing
   */
  default Map<String, String> runtimeFacts() {
    return Map.of();
  }

  /**
   * Whether the network takes samples of another size than its card's.
   *
   * @param shape with the card's channels and number of dimensions
   * @return false by default
   */
  default boolean takes(Shape shape) {
    return shape.equals(card().shape());
  }
}
