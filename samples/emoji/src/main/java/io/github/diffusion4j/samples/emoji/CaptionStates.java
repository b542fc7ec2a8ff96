package io.github.diffusion4j.samples.emoji;

import io.github.diffusion4j.samples.minilm.MiniLm;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.ImageFolder;
import io.github.diffusion4j.train.data.InvalidImages;
import io.github.diffusion4j.train.data.TokenStates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Encodes the captions that {@link EmojiImages} wrote, and keeps the encoder beside them. */
public final class CaptionStates {
  /** More than any caption of the emoji has. */
  static final int LENGTH = 16;

  private CaptionStates() {}

  /**
   * Encodes the captions of {@code images/} and {@code left-out/} into {@code tokens/}, and writes
   * {@code text_encoder/} and {@code tokenizer/}, of which a model is made.
   *
   * @param args the folder with all these
   */
  public static void main(String... args) {
    if (args.length != 1) {
      throw new IllegalArgumentException("one folder: where EmojiImages wrote images and left-out");
    }
    Path folder = Path.of(args[0]);
    List<String> captions = new ArrayList<>();
    for (String part : List.of("images", "left-out")) {
      Dataset data = ImageFolder.read(folder.resolve(part), Optional.empty(), InvalidImages.REFUSE);
      IntStream.range(0, data.size()).forEach(i -> captions.addAll(data.example(i).captions()));
    }
    TextEncoderFolder.write(folder, LENGTH);
    try (MiniLm encoder = MiniLm.open(LENGTH)) {
      TokenStates.write(folder.resolve("tokens"), captions, LENGTH, MiniLm.WIDTH, encoder::encode);
    }
    System.out.printf("%d captions in %s%n", captions.size(), folder.resolve("tokens"));
  }
}
