package io.github.diffusion4j.golden;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.github.diffusion4j.scheduler.SchedulerConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the reference was asked for: a configuration, and the arguments of its calls.
 *
 * @param scheduler the class
 * @param config the fields of the constructor
 * @param setTimesteps arguments
 * @param stepArguments arguments
 */
record ReferenceCall(
    String scheduler,
    Map<String, JsonElement> config,
    Map<String, JsonElement> setTimesteps,
    Map<String, JsonElement> stepArguments) {
  /** Noise, which the replay gives and {@link LateChurn} adds, and what a request says. */
  private static final Set<String> NOT_THE_PRODUCTS =
      Set.of(
          "s_churn", "s_tmin", "s_tmax", "s_noise", "generator", "device", "num_inference_steps");

  /** Its list of sigmas has one more than there are steps. */
  private static final String WITH_END = "EulerDiscreteScheduler";

  static ReferenceCall of(String scheduler, GoldenFile.Case c) {
    return new ReferenceCall(scheduler, c.config(), c.set_timesteps(), c.step_kwargs());
  }

  /** The product's reading of it. */
  SchedulerConfig product() {
    Map<String, Object> arguments = plain(setTimesteps);
    arguments.putAll(plain(stepArguments));
    arguments.keySet().removeAll(NOT_THE_PRODUCTS);
    return SchedulerConfig.of(scheduler, plain(config)).with(arguments);
  }

  int steps() {
    Map<String, Object> asked = plain(setTimesteps);
    if (asked.get("num_inference_steps") instanceof Number n) {
      return n.intValue();
    }
    if (asked.get("timesteps") instanceof List<?> list) {
      return list.size();
    }
    return ((List<?>) Objects.requireNonNull(asked.get("sigmas"))).size()
        - (scheduler.equals(WITH_END) ? 1 : 0);
  }

  double number(String field) {
    return Objects.requireNonNull(config.get(field), field).getAsDouble();
  }

  double stepArgument(String name, double otherwise) {
    return plain(stepArguments).get(name) instanceof Number n ? n.doubleValue() : otherwise;
  }

  /** As a JSON parser without types has them; those that are null are left out. */
  private static Map<String, Object> plain(Map<String, JsonElement> elements) {
    Map<String, Object> plain = new TreeMap<>();
    elements.forEach(
        (key, value) -> {
          if (value != null && !value.isJsonNull()) {
            plain.put(key, new Gson().fromJson(value, Object.class));
          }
        });
    return plain;
  }
}
