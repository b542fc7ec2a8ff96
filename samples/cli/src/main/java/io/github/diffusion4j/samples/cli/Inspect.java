package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.ort.OrtDenoiser;
import java.io.PrintWriter;
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
      description = "An .onnx file, a folder with one, or a shipped model such as icons16.")
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
    try (OrtDenoiser network = runtime.open(model)) {
      PrintWriter out = spec.commandLine().getOut();
      if (plan == null) {
        print(network, out);
      } else {
        GenerationRequest request = DiffusionPipeline.of(network).request();
        sampling.apply(request, network.card(), plan);
        out.print(request.plan());
      }
    }
    return 0;
  }

  private static void print(OrtDenoiser network, PrintWriter out) {
    ModelCard card = network.card();
    out.println(card.name());
    network.inputs().forEach(input -> out.println("input   " + input));
    network.outputs().forEach(output -> out.println("output  " + output));
    out.println("sha256  " + network.fingerprint());
    out.println("card");
    int width = card.toEntries().keySet().stream().mapToInt(String::length).max().orElse(1);
    card.toEntries().forEach((key, value) -> out.printf("  %-" + width + "s  %s%n", key, value));
  }
}
