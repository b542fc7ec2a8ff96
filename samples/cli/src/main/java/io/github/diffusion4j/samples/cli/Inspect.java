package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diffusion inspect}. */
@Command(
    name = "inspect",
    description = "Print what a model says of itself, or the plan of a sampler.")
final class Inspect implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Parameters(
      paramLabel = "MODEL",
      description =
          "An .onnx file, a folder with one, a folder of a model hub, or a shipped model such as"
              + " icons16.")
  private String model = "";

  @Option(
      names = "--plan",
      paramLabel = "SAMPLER",
      description = "Print the coefficients that this sampler would run with this model.")
  private @Nullable String plan;

  @Mixin private final SamplerOptions sampling = new SamplerOptions();
  @Mixin private final RuntimeOptions runtime = new RuntimeOptions();

  @Override
  public Integer call() {
    Model opened = runtime.open(model);
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(opened)) {
      PrintWriter out = spec.commandLine().getOut();
      if (plan == null) {
        print(opened, pipeline, out);
      } else {
        GenerationRequest request = pipeline.request();
        sampling.apply(request, pipeline.card(), plan);
        out.print(request.plan());
      }
    }
    return 0;
  }

  private static void print(Model model, DiffusionPipeline pipeline, PrintWriter out) {
    ModelCard card = model.card();
    out.println(card.name());
    model.describe().lines().forEach(out::println);
    if (!pipeline.imageShape().equals(card.shape())) {
      out.printf("images  %s, decoded from %s%n", pipeline.imageShape(), card.shape());
    }
    card.context().roles().forEach(role -> out.println("context " + described(role)));
    pipeline
        .scheduler()
        .ifPresent(
            scheduler -> {
              out.println("scheduler");
              scheduler.describe().lines().forEach(line -> out.println("  " + line));
            });
    out.println("card");
    int width = card.toEntries().keySet().stream().mapToInt(String::length).max().orElse(1);
    card.toEntries().forEach((key, value) -> out.printf("  %-" + width + "s  %s%n", key, value));
  }

  private static String described(ContextRole role) {
    String otherwise =
        switch (role.unconditional()) {
          case FILLED ->
              "%s where nothing is asked for"
                  .formatted(new DecimalFormat("#.###").format(role.fill()));
          case SAME -> "the same in the negative context";
          case EMPTY_PROMPT -> "the empty prompt's where nothing is asked for";
        };
    return role + ", " + otherwise;
  }
}
