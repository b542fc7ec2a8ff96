package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.sampler.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code diffusion samplers}. */
@Command(
    name = "samplers",
    description = {
      "Print the catalogue of samplers: the order of their error, the evaluations of n steps, the"
          + " fewest steps they take, whether they draw noise on the way, and the paper."
    })
final class ListSamplers implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Override
  public Integer call() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("name", "order", "evaluations", "least n", "noise", "paper"));
    Catalogue.entries().forEach(entry -> lines.add(line(entry)));
    Columns.print(lines, spec.commandLine().getOut());
    return 0;
  }

  private static List<String> line(Catalogue.Entry entry) {
    return List.of(
        entry.name(),
        Integer.toString(entry.order()),
        entry.cost(),
        Integer.toString(entry.leastSteps()),
        entry.isStochastic() ? "yes" : "no",
        "arXiv:" + entry.paper());
  }
}
