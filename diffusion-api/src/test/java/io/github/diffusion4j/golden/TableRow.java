package io.github.diffusion4j.golden;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.diffusion4j.laws.ReferenceLoop;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One published expectation of the reference's own tests, as its JSON has it. */
@SuppressWarnings({"ArrayRecordComponent", "MemberName"})
record TableRow(
    String test_class,
    String test,
    String kind,
    String scheduler,
    Map<String, JsonElement> config,
    @Nullable Map<String, JsonElement> set_timesteps,
    @Nullable Map<String, JsonElement> step_kwargs,
    double @Nullable [] scheduler_timesteps,
    int @Nullable [] sample_shape,
    @Nullable JsonObject start,
    @Nullable String step_receives,
    boolean scale_model_input_called,
    int random_draws,
    @Nullable JsonElement expected,
    @Nullable JsonElement tolerance,
    boolean float64_within_tolerance) {
  private static final Set<String> ONE_CALL =
      Set.of("EulerDiscreteScheduler", "LMSDiscreteScheduler");

  static List<TableRow> read(Path file) {
    try {
      JsonObject table = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      return Arrays.asList(new Gson().fromJson(table.get("rows"), TableRow[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }

  /** Why the row is not run; empty where it is. */
  Optional<String> leftOut() {
    if (!kind.equals("trajectory") || start == null || expected == null) {
      return Optional.of("it expects " + kind);
    }
    if (random_draws > 0) {
      return Optional.of("it draws noise");
    }
    if (!start.get("kind").getAsString().equals("dummy_sample_deter*scale")) {
      return Optional.of("it starts in the middle");
    }
    if (isScaled() && !ONE_CALL.contains(scheduler)) {
      return Optional.of("its test gives scaled samples to a step of two calls");
    }
    try {
      mapping();
      return Optional.empty();
    } catch (IllegalArgumentException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  /** Whether what comes out is what is published, within the test's own tolerance. */
  boolean isMet() {
    return Math.abs(sum() * share() - number(expected)) <= number(tolerance);
  }

  /** Some tests publish the sum of absolute values, some their mean alone. */
  private String key() {
    return Objects.requireNonNull(expected).getAsJsonObject().has("result_sum")
        ? "result_sum"
        : "result_mean";
  }

  private double number(@Nullable JsonElement values) {
    return Objects.requireNonNull(values).getAsJsonObject().get(key()).getAsDouble();
  }

  private double share() {
    double values = Arrays.stream(Objects.requireNonNull(sample_shape)).reduce(1, (a, b) -> a * b);
    return key().equals("result_sum") ? 1 : 1 / values;
  }

  /** Such as {@code result_sum 12.3456, expected 12.3457}. */
  String outcome() {
    return "%s %.4f, expected %.4f%s"
        .formatted(
            key(),
            sum() * share(),
            number(expected),
            float64_within_tolerance ? "" : ", into which the rounding of float32 tables is baked");
  }

  /** The sum of absolute values that comes out. */
  private double sum() {
    Mapping mapping = mapping();
    boolean asTheReference = scale_model_input_called && !isScaled();
    Sampler sampler = asTheReference ? mapping.sampler() : new Unscaled(mapping, isScaled());
    List<Interval> intervals =
        sampler.intervals(mapping.schedule(), Spacing.trailing(), mapping.intervals().size());
    Plan plan =
        Plan.compile(sampler, intervals, mapping.parameterization(), mapping.thresholding());
    Level first = intervals.get(0).from();
    int[] shape = Objects.requireNonNull(sample_shape);
    int samples = shape[0];
    int size = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
    double scale = Objects.requireNonNull(start).get("scale").getAsDouble();
    double given = scale / mapping.unit(first) / mapping.sampler().startDeviation(first);
    // The whole batch at once: nothing here depends on neighbours.
    double[] x =
        IntStream.range(0, samples * size).mapToDouble(k -> given * k / (samples * size)).toArray();
    List<double[]> states =
        new ReferenceLoop(
                plan, (in, level) -> network(in, mapping.told(level)), draw -> new double[x.length])
            .run(x);
    return Arrays.stream(states.get(states.size() - 1)).map(Math::abs).sum();
  }

  private static double[] network(double[] x, double t) {
    return Arrays.stream(x).map(v -> v * t / (t + 1)).toArray();
  }

  private boolean isScaled() {
    return "scaled".equals(step_receives);
  }

  private Mapping mapping() {
    return Mapping.of(
        new ReferenceCall(
            scheduler,
            config,
            set_timesteps == null ? Map.of() : set_timesteps,
            step_kwargs == null ? Map.of() : step_kwargs));
  }

  /** The test does not scale the network's input, or overwrites the sample with it. */
  private record Unscaled(Mapping mapping, boolean overwrites) implements Sampler {
    @Override
    public LinearForm step(Interval i, Recorder recorder) {
      if (overwrites) {
        recorder.nextState(recorder.state().times(1 / mapping.unit(i.from())), i.from());
      }
      return mapping.sampler().step(i, recorder);
    }

    @Override
    public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
      return mapping.intervals().stream()
          .map(i -> new Interval(unscaled(i.from()), i.to(), i.between()))
          .toList();
    }

    private Level unscaled(Level l) {
      return new Level(l.time(), l.alpha(), l.sigma(), mapping.unit(l), l.toldSigma());
    }

    @Override
    public double startDeviation(Level first) {
      return mapping.sampler().startDeviation(first);
    }
  }

  @Override
  public String toString() {
    return test_class + "." + test;
  }
}
