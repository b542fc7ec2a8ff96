package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.train.compile.PlanGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code diffusion compile}. */
@Command(
    name = "compile",
    description = {
      "Write a model with its sampler and guidance as one ONNX graph, which any ONNX Runtime runs"
          + " without this library.",
      "Inputs: start (noise of deviation 1), noise (a row per draw, for samplers that draw any) and"
          + " the context; with guidance also opposite.NAME, zeros for most models. Output:"
          + " samples."
    })
final class Compile implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Mixin private final ModelOptions model = new ModelOptions();
  @Mixin private final MethodOptions method = new MethodOptions();
  @Mixin private final GuidanceOptions guidance = new GuidanceOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.onnx",
      description = "The graph; replaced if it is there.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    Destination.check(List.of(new Destination("--out", out, ".onnx")));
    try (DiffusionPipeline pipeline = model.open()) {
      GenerationRequest request = pipeline.request();
      method.apply(request, pipeline);
      Plan plan = request.plan();
      PlanGraph.write(model.file(), pipeline.card(), plan, guidance.guidance(pipeline), out);
      spec.commandLine()
          .getOut()
          .printf(
              "%s: %s, %d evaluations, %d noise draws%n",
              out, plan.sampler(), plan.evaluations(), PlanGraph.draws(plan).size());
    }
    return 0;
  }
}
