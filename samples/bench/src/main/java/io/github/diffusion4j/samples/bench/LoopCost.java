package io.github.diffusion4j.samples.bench;

import ai.onnxruntime.OrtException;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.ort.OrtDenoiser;
import io.github.diffusion4j.sampler.Samplers;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** What {@code generate} costs beyond the evaluations of its network. */
final class LoopCost {
  private static final int STEPS = 50;
  private static final Duration TIME = Duration.ofSeconds(5);

  private LoopCost() {}

  static void run(PrintStream out) throws OrtException {
    Table table = table();
    for (Subject subject : List.of(Subject.icons(), Subject.convolutions(), Subject.perceptron())) {
      measure(subject, TIME, table);
    }
    table.print(out);
  }

  static Table table() {
    return new Table(
        "DDIM of 50 steps against 50 bare evaluations, in turn",
        "model",
        "batch",
        "guidance",
        "bare, us per step",
        "generate, us per step",
        "ratio",
        "its middle half",
        "over, us per step",
        "bytes per step");
  }

  /** Fills the lines of a model, each in some time. */
  static void measure(Subject subject, Duration time, Table table) throws OrtException {
    try (OrtDenoiser network = OrtDenoiser.open(subject.file())) {
      for (int batch : new int[] {1, 8, 32}) {
        for (double guidance : hasContext(network) ? new double[] {1, 2} : new double[] {1}) {
          measure(subject, network, batch, guidance, time, table);
        }
      }
    }
  }

  private static boolean hasContext(OrtDenoiser network) {
    return !network.card().context().isEmpty();
  }

  private static void measure(
      Subject subject, OrtDenoiser network, int batch, double guidance, Duration time, Table table)
      throws OrtException {
    GenerationRequest request =
        DiffusionPipeline.of(network)
            .request()
            .sampler(Samplers.ddim())
            .steps(STEPS)
            .count(batch)
            .context(context(network.card().context()))
            .guidance(guidance);
    int rows = guidance == 1 ? batch : 2 * batch;
    try (BareSession bare = new BareSession(subject, rows, Setting.ofLibrary())) {
      Pairs pairs = Pairs.inTurn(request::generate, () -> bare.run(STEPS), time);
      table.add(
          subject.name(),
          batch,
          guidance == 1 ? "none" : guidance,
          pairs.second() / STEPS,
          pairs.first() / STEPS,
          pairs.ratio(),
          pairs.spread(),
          pairs.difference() / STEPS,
          Allocation.of(request::generate) / STEPS);
    }
  }

  private static ContextVector context(ContextSpec labels) {
    return labels.size() == 0 ? ContextVector.unconditional() : labels.context("folder", "plus");
  }
}
