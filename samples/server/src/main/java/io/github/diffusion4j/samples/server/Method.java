package io.github.diffusion4j.samples.server;

import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Start;
import io.github.diffusion4j.model.SamplingDefaults;
import io.github.diffusion4j.sampler.Catalogue;
import io.github.diffusion4j.sampler.Samplers;
import java.util.Map;
import java.util.Optional;

/**
 * How images are sampled; what is not said is the model's recommendation.
 *
 * @param sampler its name
 * @param steps how many
 * @param guidance how closely the subject is followed
 * @param variationOf the seed of an image that the others are near
 * @param variation how far from it, 0 to 1
 */
record Method(
    Optional<String> sampler,
    Optional<Long> steps,
    Optional<Double> guidance,
    Optional<Long> variationOf,
    Optional<Double> variation) {
  private static final double MOST_GUIDANCE = 100;
  private static final double SOME_VARIATION = 0.3;

  static Method of(Fields fields, int maxSteps) {
    Method method =
        new Method(
            fields.oneOf("sampler", Catalogue.names()),
            fields.whole("steps", 1, maxSteps),
            fields.real("guidance", 0, MOST_GUIDANCE),
            fields.whole("variation_of", Long.MIN_VALUE, Long.MAX_VALUE),
            fields.real("variation", 0, 1));
    if (method.variation.isPresent() && method.variationOf.isEmpty()) {
      throw ApiException.badField("variation", "variation without variation_of: say of which seed");
    }
    return method;
  }

  void applyTo(GenerationRequest request) {
    sampler.ifPresent(name -> request.sampler(Samplers.named(name, 0)));
    steps.ifPresent(number -> request.steps(number.intValue()));
    guidance.ifPresent(request::guidance);
    variationOf.ifPresent(seed -> request.start(Start.variations(seed, far())));
  }

  private double far() {
    return variation.orElse(SOME_VARIATION);
  }

  /** Adds it with what the model recommends where nothing was said. */
  void addTo(Map<String, Object> fields, SamplingDefaults defaults) {
    sampler.or(() -> nameOf(defaults)).ifPresent(name -> fields.put("sampler", name));
    fields.put("steps", steps.orElse((long) defaults.steps()));
    guidance.ifPresent(weight -> fields.put("guidance", weight));
    variationOf.ifPresent(
        seed -> {
          fields.put("variation_of", seed);
          fields.put("variation", far());
        });
  }

  /** The sampler of a folder of components is its scheduler's, which has no name here. */
  private static Optional<String> nameOf(SamplingDefaults defaults) {
    return defaults.eta() == 0 && Catalogue.names().contains(defaults.sampler())
        ? Optional.of(defaults.sampler())
        : Optional.empty();
  }
}
