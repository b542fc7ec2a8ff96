package io.github.diffusion4j.samples.server;

import com.google.common.collect.Sets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for, read and within its bounds.
 *
 * @param model its name; null for the first
 * @param subject what the images show
 * @param method how they are sampled
 * @param count how many
 * @param size how large; empty as the model makes them
 * @param seed of the first; if the client gave none, one by chance
 * @param strength of image to image
 * @param delivery how they are handed over
 */
record ImageRequest(
    @Nullable String model,
    Subject subject,
    Method method,
    int count,
    Optional<ImageSize> size,
    long seed,
    Optional<Double> strength,
    Delivery delivery) {
  private static final double LEAST_STRENGTH = 0.001;

  /** Those that say something here. */
  private static final Set<String> READ =
      Set.of(
          "deadline",
          "guidance",
          "labels",
          "model",
          "n",
          "negative_prompt",
          "output_format",
          "partial_images",
          "prompt",
          "response_format",
          "sampler",
          "seed",
          "size",
          "steps",
          "stream",
          "strength",
          "variation",
          "variation_of");

  /** Those that clients of OpenAI send and that say nothing to these models. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "background",
          "input_fidelity",
          "moderation",
          "output_compression",
          "quality",
          "style",
          "user");

  private static final Set<String> KNOWN = new TreeSet<>(Sets.union(READ, PASSED_OVER));

  static ImageRequest of(Fields fields, ServerSettings settings) {
    fields.requireKnown(KNOWN);
    return new ImageRequest(
        fields.text("model").orElse(null),
        Subject.of(fields),
        Method.of(fields, settings.maxSteps()),
        fields.whole("n", 1, settings.maxImages()).orElse(1L).intValue(),
        ImageSize.of(fields, settings.maxSide()),
        fields
            .whole("seed", Long.MIN_VALUE, Long.MAX_VALUE)
            .orElseGet(() -> (long) ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE)),
        fields.real("strength", LEAST_STRENGTH, 1),
        Delivery.of(fields, settings));
  }
}
