package io.github.diffusion4j.golden;

import com.google.gson.JsonElement;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The fields of a reference configuration, in the terms of this library.
 *
 * @param fields of the constructor
 * @param setTimesteps arguments
 * @param stepArguments arguments
 * @param modelT T of the formula that stands for the network
 * @param timestepsRecorded which decide, at the borderline indices alone, where rounding is a
 *     matter of the order of operations
 * @param borderline those indices
 */
@SuppressWarnings("ArrayRecordComponent")
record Config(
    Map<String, JsonElement> fields,
    Map<String, JsonElement> setTimesteps,
    Map<String, JsonElement> stepArguments,
    double modelT,
    double[] timestepsRecorded,
    int[] borderline) {

  static Config of(GoldenFile.Case c) {
    int[] borderline = c.integer_conversion_borderline_indices();
    return new Config(
        c.config(),
        c.set_timesteps(),
        c.step_kwargs(),
        c.model_T(),
        c.timesteps(),
        borderline == null ? new int[0] : borderline);
  }

  String text(String key) {
    return field(key).getAsString();
  }

  double number(String key) {
    return field(key).getAsDouble();
  }

  private JsonElement field(String key) {
    return Objects.requireNonNull(fields.get(key), key);
  }

  boolean is(String key) {
    return has(key) && field(key).getAsBoolean();
  }

  /** Whether a field is there and not null. */
  boolean has(String key) {
    return given(fields, key);
  }

  double[] list(String key) {
    return numbers(field(key));
  }

  /** Whether an argument of set_timesteps is there and not null. */
  boolean asks(String argument) {
    return given(setTimesteps, argument);
  }

  double asked(String argument) {
    return Objects.requireNonNull(setTimesteps.get(argument), argument).getAsDouble();
  }

  double[] askedList(String argument) {
    return numbers(Objects.requireNonNull(setTimesteps.get(argument), argument));
  }

  double stepArgument(String argument, double otherwise) {
    return given(stepArguments, argument)
        ? Objects.requireNonNull(stepArguments.get(argument)).getAsDouble()
        : otherwise;
  }

  private static boolean given(Map<String, JsonElement> values, String key) {
    JsonElement value = values.get(key);
    return value != null && !value.isJsonNull();
  }

  int trainingSteps() {
    return (int) number("num_train_timesteps");
  }

  /** The reference's timestep t, from 0, is this library's time t + 1. */
  NoiseSchedule schedule() {
    NoiseSchedule schedule = plainSchedule();
    return is("rescale_betas_zero_snr") ? NoiseSchedule.zeroTerminalSnr(schedule) : schedule;
  }

  private NoiseSchedule plainSchedule() {
    if (has("trained_betas")) {
      return NoiseSchedule.ofBetas(list("trained_betas"));
    }
    int steps = trainingSteps();
    double start = number("beta_start");
    double end = number("beta_end");
    return switch (text("beta_schedule")) {
      case "linear" -> NoiseSchedule.linear(steps, start, end);
      case "scaled_linear" -> NoiseSchedule.scaledLinear(steps, start, end);
      case "squaredcos_cap_v2" -> NoiseSchedule.cosine(steps);
      case "sigmoid" -> NoiseSchedule.sigmoid(steps, start, end);
      case "laplace" -> NoiseSchedule.ofBetas(laplaceBetas(steps));
      case "exp" -> NoiseSchedule.ofBetas(exponentialBetas(steps));
      default -> throw new IllegalArgumentException("beta_schedule " + text("beta_schedule"));
    };
  }

  /**
   * alpha-bar(u) = snr / (1 + snr), snr = exp(lambda), lambda by a Laplace quantile of scale 1/2.
   */
  private static double[] laplaceBetas(int steps) {
    return IntStream.range(0, steps)
        .mapToDouble(i -> 1 - laplace((i + 1.0) / steps) / laplace((double) i / steps))
        .map(beta -> Math.min(beta, 0.999))
        .toArray();
  }

  private static double laplace(double u) {
    double lambda = -0.5 * Math.copySign(1, 0.5 - u) * Math.log(1 - 2 * Math.abs(0.5 - u) + 1e-6);
    double snr = Math.exp(lambda);
    return Math.sqrt(snr / (1 + snr));
  }

  /** alpha-bar(u) = exp(-12 u). */
  private static double[] exponentialBetas(int steps) {
    return IntStream.range(0, steps)
        .mapToDouble(i -> 1 - Math.exp(-12 * ((i + 1.0) / steps)) / Math.exp(-12.0 * i / steps))
        .map(beta -> Math.min(beta, 0.999))
        .toArray();
  }

  Parameterization parameterization() {
    return switch (text("prediction_type")) {
      case "epsilon" -> Parameterization.EPSILON;
      case "sample" -> Parameterization.X0;
      case "v_prediction" -> Parameterization.V;
      default -> throw new IllegalArgumentException("prediction_type " + text("prediction_type"));
    };
  }

  /** The reference pairs shaped x0 with raw epsilon unless it is told otherwise. */
  Thresholding shaping() {
    Thresholding shaping =
        is("thresholding")
            ? Thresholding.dynamicThreshold(
                number("dynamic_thresholding_ratio"), number("sample_max_value"))
            : is("clip_sample")
                ? Thresholding.clip(number("clip_sample_range"))
                : Thresholding.none();
    JsonElement clipped = stepArguments.get("use_clipped_model_output");
    return clipped != null && clipped.getAsBoolean() ? shaping : shaping.keepingEpsilon();
  }

  double eta() {
    JsonElement eta = stepArguments.get("eta");
    return eta == null ? 0 : eta.getAsDouble();
  }

  /** The reference's own timesteps, descending. */
  double[] timesteps() {
    JsonElement custom = setTimesteps.get("timesteps");
    return custom != null && !custom.isJsonNull() ? numbers(custom) : spaced();
  }

  int inferenceSteps() {
    JsonElement steps = setTimesteps.get("num_inference_steps");
    return steps == null || steps.isJsonNull() ? timesteps().length : steps.getAsInt();
  }

  /** As the integers that most schedulers take. */
  private double[] spaced() {
    int offset = has("steps_offset") ? (int) number("steps_offset") : 0;
    double[] times =
        TimestepSpacing.named(text("timestep_spacing"))
            .times(trainingSteps(), inferenceSteps(), offset);
    return Arrays.stream(times).map(Math::rint).toArray();
  }

  private static double[] numbers(JsonElement array) {
    return array.getAsJsonArray().asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
  }
}
