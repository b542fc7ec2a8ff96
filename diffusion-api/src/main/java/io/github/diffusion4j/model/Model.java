package io.github.diffusion4j.model;

import io.github.diffusion4j.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A denoiser that knows its card, with the parts that belong to it: what a runtime makes of the
 * files of a model. Closing it closes the parts.
 */
public interface Model extends Denoiser {

  /**
   * What the files say of the model.
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

  /**
   * Makes images of the samples.
   *
   * @return empty, by default, if the samples are the images
   */
  default Optional<Decoder> decoder() {
    return Optional.empty();
  }

  /**
   * Makes samples of images.
   *
   * @return empty, by default, if the samples are the images, or no image can be given
   */
  default Optional<Encoder> encoder() {
    return Optional.empty();
  }

  /**
   * Makes contexts of prompts.
   *
   * @return empty, by default, if the model takes no text
   */
  default Optional<TextEncoder> textEncoder() {
    return Optional.empty();
  }

  /**
   * Reads an adapter and checks it against the network.
   *
   * @param file of the adapter, in a format that the runtime knows
   * @return the adapter; it need not be closed
   * @throws IllegalArgumentException if there is no such file, it is no adapter, it does not fit
   *     the network, or, by default, the model takes none
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  default Adapter adapter(Path file) {
    throw new IllegalArgumentException(
        "%s takes no adapters such as %s: make the samples without, or load a model that does"
            .formatted(card().name(), file));
  }

  /**
   * Checks adapters that shall be active together.
   *
   * @param adapters opened by this model, or one of the same graph; by default none may be given
   * @throws IllegalArgumentException if they cannot be active together in this model
   */
  default void checkAdapters(List<ActiveAdapter> adapters) {
    for (ActiveAdapter active : adapters) {
      throw new IllegalArgumentException(
          "%s takes no adapters such as %s: make the samples without, or load a model that does"
              .formatted(card().name(), active.adapter().name()));
    }
  }

  /**
   * The values of roles that follow from a request, such as the size of the image or an embedded
   * guidance weight. What a context gives itself wins.
   *
   * @param shape of one sample
   * @param guidance weight of the request
   * @return by default nothing
   */
  default ContextVector conditions(Shape shape, double guidance) {
    return ContextVector.unconditional();
  }

  /**
   * The scheduler that the model came with.
   *
   * @return the fields of its {@code scheduler_config.json}, as a JSON parser gives them: text,
   *     numbers, truth values, lists, and null for absent; empty, by default, without one
   */
  default Map<String, ?> schedulerConfig() {
    return Map.of();
  }

  /**
   * What that scheduler is called with, by the names of the reference library's arguments.
   *
   * @return such as {@code eta}; by default nothing
   */
  default Map<String, ?> schedulerArguments() {
    return Map.of();
  }

  /**
   * What the files of the model hold, in words for people: graphs with their inputs and outputs, in
   * a folder of components the size of each, what is missing and what is not used.
   *
   * @return lines that end in {@code \n}; by default none
   */
  default String describe() {
    return "";
  }
}
