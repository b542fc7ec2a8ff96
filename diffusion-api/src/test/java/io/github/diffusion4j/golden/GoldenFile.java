package io.github.diffusion4j.golden;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One file of reference trajectories, as its JSON has it. */
@SuppressWarnings({"ArrayRecordComponent", "MemberName"})
record GoldenFile(
    String scheduler,
    @Nullable String model,
    int[] shape,
    double[] x_init,
    double @Nullable [][] noise,
    double @Nullable [] noise_for_add_noise,
    double @Nullable [] original_image,
    double @Nullable [] mask,
    List<Case> cases) {

  record Case(
      String id,
      Map<String, JsonElement> config,
      Map<String, JsonElement> set_timesteps,
      Map<String, JsonElement> step_kwargs,
      double model_T,
      double init_noise_sigma,
      double[] timesteps,
      double @Nullable [] sigmas,
      double @Nullable [] discrete_sigmas,
      int @Nullable [] order_list,
      int @Nullable [] integer_conversion_borderline_indices,
      int @Nullable [] noise_draws,
      @Nullable List<String> ops,
      double @Nullable [] op_timesteps,
      double[] x_start,
      double[] first_model_input,
      double[] first_model_output,
      double[][] x,
      double @Nullable [] x_mean_last,
      @Nullable AddNoise add_noise,
      @Nullable Float32 float32_as_shipped) {}

  record AddNoise(int timestep_index, double timestep, double[] result) {}

  record Float32(double max_relative_diff) {}

  static GoldenFile read(Path file) {
    try {
      return new Gson().fromJson(Files.readString(file, StandardCharsets.UTF_8), GoldenFile.class);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }

  /** How far float may be from double: 10 times as far as the reference's, and 1e-5 at least. */
  double floatTolerance() {
    double shipped =
        cases.stream()
            .mapToDouble(
                c ->
                    c.float32_as_shipped() == null ? 0 : c.float32_as_shipped().max_relative_diff())
            .max()
            .orElse(0);
    return Math.max(1e-5, 10 * shipped);
  }

  /** The k-th draw of a case, counted from 0. */
  double[] draw(int k) {
    double[][] draws = java.util.Objects.requireNonNull(noise, scheduler + " draws no noise");
    return draws[k % draws.length];
  }
}
