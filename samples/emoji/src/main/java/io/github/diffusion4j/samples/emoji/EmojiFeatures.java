package io.github.diffusion4j.samples.emoji;

import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.ImageFolder;
import io.github.diffusion4j.train.data.InvalidImages;
import io.github.diffusion4j.train.data.TokenStates;
import io.github.diffusion4j.train.features.FeatureTraining;
import io.github.diffusion4j.train.features.LabelGroup;
import io.github.diffusion4j.train.recipe.Optimization;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Trains the network that emoji are judged with: their style, and which caption is theirs. */
public final class EmojiFeatures {
  private static final int REPORT = 50;

  private EmojiFeatures() {}

  /**
   * Trains it.
   *
   * @param args the folder with {@code images} and {@code tokens}, the file to write, and the
   *     number of steps
   */
  public static void main(String... args) {
    if (args.length != 3) {
      throw new IllegalArgumentException("three: the folder of the images, OUT.onnx, and steps");
    }
    Path folder = Path.of(args[0]);
    Optimization recipe =
        new Optimization(Long.parseLong(args[2]), 64, 2e-3, 100, 0.5, 0.9, 0.999, 0.05, 1, 0.995);
    Dataset data =
        ImageFolder.read(folder.resolve("images"), Optional.empty(), InvalidImages.REFUSE);
    System.out.println(data);
    try (TokenStates captions = TokenStates.open(folder.resolve("tokens"))) {
      List<LabelGroup> groups = List.of(new LabelGroup("style", data.labels()));
      new FeatureTraining(data, groups, Optional.of(captions), recipe)
          .run(Path.of(args[1]), EmojiFeatures::report)
          .forEach(
              (what, share) ->
                  System.out.printf(Locale.ROOT, "held out, %s: %.1f %%%n", what, 100 * share));
    }
  }

  private static void report(float loss, long step) {
    if (step % REPORT == 0) {
      System.out.printf(Locale.ROOT, "step %d: loss %.4f%n", step, loss);
    }
  }
}
