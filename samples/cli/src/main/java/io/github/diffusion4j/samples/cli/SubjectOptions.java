package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ContextVector;
import java.util.List;
import picocli.CommandLine.Option;

/** What samples show. */
final class SubjectOptions {
  @Option(
      names = {"-p", "--prompt"},
      paramLabel = "TEXT",
      description = {
        "What to show, in words, for models with a text encoder.",
        "Several are dealt out over the samples in turn."
      })
  private List<String> prompts = List.of();

  @Option(
      names = {"-c", "--context"},
      paramLabel = "CONTEXT",
      description = {
        "What to show, for other models: labels, perhaps with weights (folder=0.6,plus=0.4), the"
            + " number of a class, as many plain numbers as the model has, or @FILE.npy with a row"
            + " per sample.",
        "Several are dealt out over the samples in turn."
      })
  private List<String> contexts = List.of();

  /** In the order asked for; without an option, nothing in particular. */
  List<ContextVector> of(DiffusionPipeline pipeline) {
    if (prompts.isEmpty()) {
      return Contexts.of(contexts, pipeline);
    }
    if (!contexts.isEmpty()) {
      throw new IllegalArgumentException(
          "--context %s with --prompt '%s': a sample shows one or the other, give either"
              .formatted(contexts.get(0), prompts.get(0)));
    }
    return prompts.stream().map(pipeline::prompt).toList();
  }
}
