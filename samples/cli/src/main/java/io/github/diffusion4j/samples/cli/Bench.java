package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.Model;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diffusion bench}. */
@Command(
    name = "bench",
    description = {
      "Measure what a model costs here: an evaluation by batch, what DDIM adds to a step,"
          + " and an image by sampler.",
      "Figures are medians; an idle machine gives the best."
    })
final class Bench implements Callable<Integer> {
  private static final double LONGEST = 3600;

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Parameters(
      paramLabel = "MODEL",
      description = "An .onnx file, a folder with one, or a shipped model such as icons16.")
  private String model = "";

  @Option(
      names = "--batch",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "B,...",
      description = "Samples of an evaluation. Default: 1,8,32.")
  private List<Integer> batches = List.of(1, 8, 32);

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = {
        "How long to measure each row; longer where one evaluation or image takes longer.",
        "Default: ${DEFAULT-VALUE}."
      })
  private double seconds = 3;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private final RuntimeOptions runtime = new RuntimeOptions();

  @Override
  public Integer call() {
    check();
    try (Model network = runtime.open(model)) {
      check(network.card().context());
      BenchReport report = measure(network);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(report.toJson());
      } else {
        report.print(out);
      }
    }
    return 0;
  }

  private void check() {
    if (!(seconds > 0 && seconds <= LONGEST)) {
      throw new IllegalArgumentException(
          "--seconds %s: above 0, at most %.0f".formatted(seconds, LONGEST));
    }
    for (int batch : batches) {
      if (batch < 1) {
        throw new IllegalArgumentException("--batch " + batch + ": at least 1");
      }
    }
  }

  private static void check(ContextSpec context) {
    if (!context.isEmpty() && context.size() == 0) {
      throw new IllegalArgumentException(
          "bench of a model that takes %s: only models of labels, of plain numbers or of nothing are measured"
              .formatted(context));
    }
  }

  private BenchReport measure(Model network) {
    Duration time = Duration.ofNanos((long) (seconds * 1e9));
    List<ImageCost.Choice> choices = ImageCost.Choice.of(network.card());
    List<BatchCost> evaluations = new ArrayList<>();
    List<ImageCost> images = new ArrayList<>();
    try (Progress progress =
        Progress.of("bench", "rows", 0, 1 + batches.size() + (long) choices.size())) {
      BatchCost unused = BatchCost.measure(network, batches.get(0), time); // Java compiles the loop
      progress.advance("");
      for (int batch : batches) {
        evaluations.add(BatchCost.measure(network, batch, time));
        progress.advance("");
      }
      for (ImageCost.Choice choice : choices) {
        images.add(ImageCost.measure(network, choice, time));
        progress.advance("");
      }
    }
    return new BenchReport(
        network.card().name(),
        network.fingerprint(),
        Machine.of(network),
        evaluations,
        images,
        PeakMemory.now());
  }
}
