package io.github.diffusion4j.ort;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextVector;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The kinds of folders that there are. */
enum ToyKind {
  STABLE_DIFFUSION(ToyFolder::stableDiffusion),
  OLDER(ToyFolder::older),
  HALF(ToyFolder::half),
  XL(ToyFolder::xl),
  CONSISTENCY(ToyFolder::consistency),
  TRANSFORMER(ToyFolder::transformer),
  PIXELS(ToyFolder::pixels);

  private static final List<String> PROMPTS = List.of("a cat", "a horse!", "");

  @SuppressWarnings("ImmutableEnumChecker") // a method of ToyFolder
  private final Function<Path, ToyFolder> writer;

  ToyKind(Function<Path, ToyFolder> writer) {
    this.writer = writer;
  }

  ToyFolder write(Path path) {
    return writer.apply(path.resolve(name()));
  }

  /** One of some different contexts, as the kind takes them. */
  ContextVector context(DiffusionPipeline pipeline, int index) {
    return switch (this) {
      case PIXELS -> ContextVector.unconditional();
      case TRANSFORMER -> ContextVector.of(ContextSpec.CLASS, ContextTensor.index(index));
      default -> pipeline.prompt(PROMPTS.get(index % PROMPTS.size()));
    };
  }
}
