package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Icons;
import io.github.diffusion4j.train.features.FeatureTraining;
import io.github.diffusion4j.train.features.LabelGroup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diffusion train-features}. */
@Command(
    name = "train-features",
    description = {
      "Train the network that evaluate looks at icons with: to tell badge and object.",
      "Distances on its features compare with those of the same file alone."
    })
final class TrainFeatures implements Callable<Integer> {
  private static final int REPORT = 100;

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Parameters(paramLabel = "OUT.onnx", description = "The file to write.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    Destination.check(List.of(new Destination("OUT.onnx", out, ".onnx")));
    PrintWriter log = spec.commandLine().getOut();
    Dataset icons = Icons.load(Icons.Style.SHADOWLESS);
    log.println(icons);
    new FeatureTraining(icons, LabelGroup.ofIcons(icons.labels()))
        .run(out, (loss, step) -> report(log, step, loss))
        .forEach(
            (group, share) ->
                log.printf(Locale.ROOT, "held out, %s told: %.1f %%%n", group, 100 * share));
    log.println(out);
    return 0;
  }

  private static void report(PrintWriter log, long step, float loss) {
    if (step % REPORT == 0) {
      log.printf(Locale.ROOT, "step %d: loss %.4f%n", step, loss);
      log.flush();
    }
  }
}
