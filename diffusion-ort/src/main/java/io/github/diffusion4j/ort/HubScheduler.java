package io.github.diffusion4j.ort;

import io.github.diffusion4j.ort.json.Json;
import io.github.diffusion4j.scheduler.SchedulerConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of a folder, as the reference library's pipeline of that class takes it: pipelines
 * of Stable Diffusion 1.x and 2.x put {@code steps_offset} and {@code clip_sample} right when they
 * are made, whatever the file says or leaves out, and those of inpainting {@code skip_prk_steps};
 * and all of Stable Diffusion call the scheduler with eta 0.
 *
 * @param fields of the scheduler
 * @param arguments of the call
 */
record HubScheduler(Map<String, @Nullable Object> fields, Map<String, ?> arguments) {
  private static final String DEFAULTED = "_use_default_values";
  private static final Map<String, Object> PUT_RIGHT =
      Map.of("steps_offset", 1.0, "clip_sample", false);

  /** By pipeline. */
  private static final Map<String, Map<String, Object>> FIXED =
      Map.of(
          "StableDiffusionPipeline",
          PUT_RIGHT,
          "StableDiffusionImg2ImgPipeline",
          PUT_RIGHT,
          "StableDiffusionInpaintPipeline",
          Map.of("steps_offset", 1.0, "skip_prk_steps", true));

  static HubScheduler of(HubIndex index) {
    Json json = index.scheduler();
    try {
      Map<String, @Nullable Object> fields = json.toMap();
      FIXED
          .getOrDefault(index.pipeline(), Map.of())
          .forEach((key, value) -> fix(fields, key, value));
      boolean asksNoNoise =
          index.pipeline().startsWith("StableDiffusion")
              && SchedulerConfig.of(fields).className().equals("TCDScheduler");
      HubScheduler scheduler =
          new HubScheduler(fields, asksNoNoise ? Map.of("eta", 0.0) : Map.of());
      scheduler.config();
      return scheduler;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(json.file() + ": " + e.getMessage(), e);
    }
  }

  /** Sets a field, where the class has it. */
  private static void fix(Map<String, @Nullable Object> fields, String key, Object value) {
    Map<String, @Nullable Object> fixed = new LinkedHashMap<>(fields);
    fixed.put(key, value);
    if (fields.get(DEFAULTED) instanceof List<?> defaulted) {
      List<@Nullable Object> others = new ArrayList<>(defaulted);
      others.remove(key);
      fixed.put(DEFAULTED, others);
    }
    if (!SchedulerConfig.of(fixed).ignored().contains(key)) {
      fields.putAll(fixed);
    }
  }

  SchedulerConfig config() {
    return SchedulerConfig.of(fields).with(arguments);
  }
}
