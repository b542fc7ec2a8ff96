package io.github.diffusion4j.reference;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.diffusion4j.Guidance;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The arguments of a reference's call. What {@code reference.json} says of a case wins, in an
 * object of the case's name, then in that called {@code kw}, then beside it; what it leaves out is
 * as the archives' description says.
 *
 * @param steps of the sampler
 * @param guidance of the call
 * @param strength of image to image
 */
record ReferenceSettings(int steps, Guidance guidance, double strength) {
  /** By the case: steps and guidance weight of the described archives where they differ. */
  private static final Map<String, double[]> DESCRIBED =
      Map.of(
          "text2image.ddim-unguided", new double[] {8, 1},
          "text2image.ddim-25", new double[] {25, 4},
          "image2image.ddim", new double[] {10, 5});

  /** The same of those whose networks predict v or take two texts. */
  private static final Map<String, double[]> DESCRIBED_V =
      Map.of(
          "text2image.euler", new double[] {8, 5},
          "text2image.dpm++2m-trailing", new double[] {7, 5},
          "text2image.unipc", new double[] {6, 5});

  private static final int STEPS = 8;

  static ReferenceSettings of(String name, JsonObject all) {
    boolean rescales = all.has("kw") && all.getAsJsonObject("kw").has("guidance_rescale");
    Optional<double[]> described =
        Optional.ofNullable((rescales ? DESCRIBED_V : DESCRIBED).get(name));
    double weight =
        described
            .map(d -> d[1])
            .or(() -> find(name, all, "guidance_scale", "guidance"))
            .orElse(1.0);
    double rescale = described.isPresent() ? 0 : find(name, all, "guidance_rescale").orElse(0.0);
    Guidance guidance = Guidance.of(weight).rescaled(rescale);
    return new ReferenceSettings(
        described
            .map(d -> (int) d[0])
            .or(() -> find(name, all, "num_inference_steps", "steps").map(Double::intValue))
            .orElse(name.equals("text2image.dpm++2m-karras") && weight == 5 ? 7 : STEPS),
        guidance,
        find(name, all, "strength").orElse(0.6));
  }

  private static Optional<Double> find(String name, JsonObject all, String... keys) {
    return Stream.of(object(all, name), object(all, "kw"), Optional.of(all))
        .flatMap(Optional::stream)
        .flatMap(from -> Stream.of(keys).map(from::get))
        .filter(value -> value != null && value.isJsonPrimitive())
        .map(JsonElement::getAsDouble)
        .findFirst();
  }

  private static Optional<JsonObject> object(JsonObject all, String key) {
    return Optional.ofNullable(all.get(key))
        .filter(JsonElement::isJsonObject)
        .map(JsonElement::getAsJsonObject);
  }
}
