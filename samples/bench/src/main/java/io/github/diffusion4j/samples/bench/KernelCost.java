package io.github.diffusion4j.samples.bench;

import java.io.PrintStream;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link KernelBenchmarks} with JMH. */
final class KernelCost {
  private KernelCost() {}

  static void run(PrintStream out) throws RunnerException {
    Table table =
        new Table("Kernels, by JMH", "kernel", "values", "us", "+- (99.9 %)", "ns a value");
    OptionsBuilder options = new OptionsBuilder();
    options.include(KernelBenchmarks.class.getSimpleName()).verbosity(VerboseMode.SILENT);
    for (RunResult run : new Runner(options.build()).run()) {
      int length = Integer.parseInt(run.getParams().getParam("length"));
      Result<?> time = run.getPrimaryResult();
      table.add(
          time.getLabel(),
          length,
          time.getScore(),
          time.getScoreError(),
          time.getScore() * 1e3 / length);
    }
    table.print(out);
  }
}
