package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.Start;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Stage;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code diffusion interpolate}. */
@Command(
    name = "interpolate",
    description = {
      "Make the samples on the way from one to another: the noise turns on the sphere (slerp), the"
          + " context changes evenly (lerp). The first and the last are those that generate makes of"
          + " the same seed and context.",
      "The sampler draws no noise on the way."
    })
final class Interpolate implements Callable<Integer> {
  private static final int LONGEST = 100_000;

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Mixin private final ModelOptions model = new ModelOptions();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "SEED[:CONTEXT]",
      description =
          "The first sample, such as 7 or 7:folder,plus; with a text encoder, such as '7:a horse'.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "SEED[:CONTEXT]",
      description = "The last sample.")
  private String to = "";

  @Option(
      names = {"-n", "--count"},
      paramLabel = "M",
      description = "Number of samples, both ends among them. Default: ${DEFAULT-VALUE}.")
  private int count = 8;

  @Mixin private final SizeOptions size = new SizeOptions();

  @Mixin private final MethodOptions method = new MethodOptions();

  @ArgGroup(validate = false, heading = "%nGuidance%n")
  private GuidanceOptions guiding = new GuidanceOptions();

  @ArgGroup(validate = false, heading = "%nFiles to write%n")
  private InterpolationOutputs outputs = new InterpolationOutputs();

  @Override
  public Integer call() {
    outputs.check();
    try (DiffusionPipeline pipeline = model.open()) {
      GenerationRequest request = request(pipeline);
      outputs.check(request);
      Samples way = Sampling.run("interpolate", request, Sampling.BATCH, request::generate);
      outputs.write(way, spec.commandLine().getOut());
    }
    return 0;
  }

  private GenerationRequest request(DiffusionPipeline pipeline) {
    End first = End.parse("--from", from, pipeline);
    End last = End.parse("--to", to, pipeline);
    GenerationRequest request = pipeline.request();
    size.apply(request);
    request.start(Start.between(first.seed(), last.seed()));
    request.contexts(ContextVector.between(first.context(), last.context(), checked(count)));
    method.apply(request, pipeline);
    guiding.apply(request, pipeline);
    checkDrawsNothing(request.plan());
    return request;
  }

  private static int checked(int count) {
    if (count < 2 || count > LONGEST) {
      throw new IllegalArgumentException(
          "--count %d: a way has two ends; give 2 or more, such as 8, at most %d"
              .formatted(count, LONGEST));
    }
    return count;
  }

  private static void checkDrawsNothing(Plan plan) {
    if (plan.stages().stream().anyMatch(stage -> stage.draw() != Stage.NO_DRAW)) {
      throw new IllegalArgumentException(
          plan.sampler()
              + " draws noise on the way, so neighbours would differ: take one that draws none, such"
              + " as ddim with --eta 0");
    }
  }

  /**
   * One end of the way.
   *
   * @param seed of its noise
   * @param context what it shows
   */
  private record End(long seed, ContextVector context) {
    static End parse(String option, String text, DiffusionPipeline pipeline) {
      int colon = text.indexOf(':');
      String context = colon < 0 ? "" : text.substring(colon + 1);
      return new End(seed(option, text, colon), Contexts.one(context, pipeline));
    }

    private static long seed(String option, String text, int colon) {
      try {
        return Long.parseLong(colon < 0 ? text : text.substring(0, colon));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            option + " " + text + ": a seed, or a seed and a context, such as 7:folder,plus", e);
      }
    }
  }
}
