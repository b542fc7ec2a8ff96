package io.github.diffusion4j.samples.gpt;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What people said. */
final class FeedbackOptions {
  @Option(
      names = "--feedback",
      paramLabel = "FILE",
      description = "The database of feedback, made if it is not there. Default: none is used.")
  private @Nullable Path file;

  DiffusionGpt.Builder apply(DiffusionGpt.Builder builder) {
    return Optional.ofNullable(file).map(builder::feedback).orElse(builder);
  }
}
