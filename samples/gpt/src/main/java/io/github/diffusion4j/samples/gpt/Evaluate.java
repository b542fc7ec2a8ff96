package io.github.diffusion4j.samples.gpt;

import io.github.diffusion4j.samples.gpt.Evaluation.Result;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code diffusion-gpt evaluate}. */
@Command(
    name = "evaluate",
    description = "Route 40 prompts whose model is known among six models, and count.")
final class Evaluate implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Mixin private final LanguageModelOptions languageModel = new LanguageModelOptions();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (DiffusionGpt gpt =
        languageModel.apply(DiffusionGpt.builder(Evaluation.experts())).build()) {
      Evaluation evaluation = Evaluation.of(gpt, Evaluation.tasks());
      for (Result result : evaluation.results()) {
        String chosen = result.answer().expert().name();
        out.printf(
            "%-14s %-12s %s%s%n",
            chosen,
            result.answer().parsed().form(),
            result.task().prompt(),
            result.isRouted() ? "" : " (wrong: " + result.task().expert() + ")");
      }
      int all = evaluation.results().size();
      out.printf("routed right: %d of %d%n", evaluation.routed(), all);
      out.printf("form right: %d of %d%n", evaluation.parsed(), all);
      out.println("language model: " + evaluation.results().get(0).answer().languageModel());
    }
    return 0;
  }
}
