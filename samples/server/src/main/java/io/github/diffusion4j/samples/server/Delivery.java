package io.github.diffusion4j.samples.server;

import java.time.Duration;
import java.util.List;

/**
 * How images are handed over.
 *
 * @param asLinks as links that make them, in place of their bytes
 * @param streamed step by step, as server-sent events
 * @param partialImages previews per image on the way
 * @param deadline after which nobody wants them any more
 */
record Delivery(boolean asLinks, boolean streamed, int partialImages, Duration deadline) {

  static Delivery of(Fields fields, ServerSettings settings) {
    fields.oneOf("output_format", List.of("png"));
    boolean streamed = fields.isTrue("stream");
    long partial = fields.whole("partial_images", 0, settings.maxSteps()).orElse(0L);
    if (partial > 0 && !streamed) {
      throw ApiException.badField(
          "partial_images", "partial_images without stream: set stream to true");
    }
    double most = settings.deadline().toMillis() / 1e3;
    Duration deadline =
        fields
            .real("deadline", 0.001, most)
            .map(seconds -> Duration.ofMillis(Math.max(1, Math.round(seconds * 1e3))))
            .orElse(settings.deadline());
    return new Delivery(
        fields
            .oneOf("response_format", List.of("b64_json", "url"))
            .filter("url"::equals)
            .isPresent(),
        streamed,
        (int) partial,
        deadline);
  }
}
