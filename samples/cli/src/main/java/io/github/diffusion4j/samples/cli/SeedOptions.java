package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Start;
import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The noise that samples are made of. */
final class SeedOptions {
  private static final double VARIATION = 0.3;

  @Option(
      names = {"-s", "--seed"},
      paramLabel = "S",
      description = "Seed of the first sample; the next has S + 1. Default: 0.")
  private @Nullable Long seed;

  @Option(
      names = "--torch-seed",
      paramLabel = "S",
      description =
          "The same with PyTorch's noise: sample i has torch.Generator().manual_seed(S + i).")
  private @Nullable Long torchSeed;

  @Option(
      names = "--variation-of",
      paramLabel = "SEED",
      description = "Make samples near the one of this seed; each sample's own seed says where.")
  private @Nullable Long liked;

  @Option(
      names = "--variation",
      paramLabel = "AMOUNT",
      description = "How near: 0 is that sample, 1 another. Default: " + VARIATION + ".")
  private @Nullable Double amount;

  @Option(
      names = "--noise",
      paramLabel = "START.npy",
      description = "Start from these values, [n,c,h,w], in place of the seed's noise.")
  private @Nullable Path noise;

  void apply(GenerationRequest request) {
    check();
    if (torchSeed != null) {
      request.seed(torchSeed).noiseSource(NoiseSource.torch());
    } else if (seed != null) {
      request.seed(seed);
    }
    if (noise != null) {
      request.start(start(noise, request.shape()));
    }
    if (liked != null) {
      request.start(Start.variations(liked, amount == null ? VARIATION : amount));
    }
  }

  /** The option that says where samples start, if one does. */
  Optional<String> start() {
    if (noise != null) {
      return Optional.of("--noise " + noise);
    }
    return Optional.ofNullable(liked).map(s -> "--variation-of " + s);
  }

  private void check() {
    if (seed != null && torchSeed != null) {
      throw new IllegalArgumentException(
          "--seed "
              + seed
              + " with --torch-seed "
              + torchSeed
              + ": there is one seed, give either");
    }
    if (noise != null && liked != null) {
      throw new IllegalArgumentException(
          "--noise "
              + noise
              + " with --variation-of "
              + liked
              + ": there is one start, give either");
    }
    if (amount != null && liked == null) {
      throw new IllegalArgumentException(
          "--variation " + amount + " of which sample? Give its seed with --variation-of");
    }
  }

  private static Tensor start(Path file, Shape shape) {
    Npy array = FileInputs.array(file);
    List<Integer> dimensions = array.dimensions();
    if (dimensions.size() < 2
        || !dimensions.subList(1, dimensions.size()).equals(shape.dimensions())) {
      throw new IllegalArgumentException(
          "%s has shape %s: this model starts from [n, %s]"
              .formatted(file, dimensions, shape.toString().replace("x", ", ")));
    }
    return Tensor.wrap(shape, array.floats());
  }
}
