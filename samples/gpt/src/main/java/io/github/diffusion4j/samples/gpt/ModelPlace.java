package io.github.diffusion4j.samples.gpt;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a model is. It comes from the program or a file of the user's, never from a language model.
 *
 * @param shipped name of a model of the class path; empty for one on disk
 * @param path as {@link DiffusionPipeline#load(Path)} takes it; empty for a shipped one
 * @param adapter what makes a variant of it; empty for the model itself
 */
public record ModelPlace(
    Optional<String> shipped, Optional<Path> path, Optional<AdapterPlace> adapter) {

  /**
   * An adapter, such as a LoRA.
   *
   * @param file as {@link GenerationRequest#adapter(Path, double)} takes it
   * @param strength how much of it counts
   */
  public record AdapterPlace(Path file, double strength) {}

  /**
   * A shipped model.
   *
   * @param name such as {@code icons16}
   * @return its place
   */
  public static ModelPlace shipped(String name) {
    return new ModelPlace(Optional.of(name), Optional.empty(), Optional.empty());
  }

  /**
   * A model on disk.
   *
   * @param path as {@link DiffusionPipeline#load(Path)} takes it
   * @return its place
   */
  public static ModelPlace at(Path path) {
    return new ModelPlace(Optional.empty(), Optional.of(path), Optional.empty());
  }

  /**
   * A variant of this model.
   *
   * @param file of the adapter
   * @param strength how much of it counts
   * @return its place
   */
  public ModelPlace with(Path file, double strength) {
    return new ModelPlace(shipped, path, Optional.of(new AdapterPlace(file, strength)));
  }

  DiffusionPipeline open() {
    return path.map(DiffusionPipeline::load)
        .orElseGet(() -> DiffusionPipeline.load(shipped.orElseThrow()));
  }

  void applyAdapter(GenerationRequest request) {
    adapter.ifPresent(a -> request.adapter(a.file(), a.strength()));
  }

  @Override
  public String toString() {
    return shipped.orElseGet(() -> path.orElseThrow().toString())
        + adapter.map(a -> " with " + a.file() + "=" + a.strength()).orElse("");
  }
}
