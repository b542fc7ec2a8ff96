package io.github.diffusion4j.samples.gpt;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code diffusion-gpt models}. */
@Command(name = "models", description = "List the models to choose from, with their tags.")
final class ListModels implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Mixin private final ModelOptions models = new ModelOptions();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (Expert expert : models.experts()) {
      out.println(expert.name());
      out.println("  subjects  " + String.join(", ", expert.subjects()));
      out.println("  styles    " + String.join(", ", expert.styles()));
      out.println("  model     " + expert.place());
    }
    return 0;
  }
}
