package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Icons in the place of the course's sprites, in files of the same layout: images uint8 [n, 16, 16,
 * 3], labels one-hot [n, 5], every image several times.
 *
 * @param images the images
 * @param labels a row for each
 */
record SpriteSubstitute(Path images, Path labels) {
  static final int COPIES = 5;
  private static final int SIDE = 16;
  private static final int CHANNELS = 3;
  private static final int PIXELS = SIDE * SIDE;

  /** The names of the labels, which {@code ArrayFiles} reads from a file beside them. */
  private static final List<String> NAMES =
      List.of("hero", "non-hero", "food", "spell", "side-facing");

  /** What replaces hero, non-hero, food, spell and side-facing, by the icon's first word. */
  private static final List<List<String>> KINDS =
      List.of(
          List.of("user"),
          List.of("smiley"),
          List.of("cookie", "cake", "fruit", "chocolate", "cup"),
          List.of("lightning", "fire", "star", "wand"),
          List.of("car", "truck", "train"));

  void write() {
    Dataset icons = ChosenIcons.where(icon -> kind(icon) >= 0);
    List<Example> chosen =
        IntStream.range(0, COPIES * icons.size()).mapToObj(i -> icons.example(i / COPIES)).toList();
    byte[] pixels = new byte[chosen.size() * PIXELS * CHANNELS];
    float[] rows = new float[chosen.size() * KINDS.size()];
    for (int i = 0; i < chosen.size(); i++) {
      copyPixels(chosen.get(i), pixels, i * PIXELS * CHANNELS);
      rows[i * KINDS.size() + kind(chosen.get(i))] = 1;
    }
    Npy.write(images, pixels, chosen.size(), SIDE, SIDE, CHANNELS);
    Npy.write(labels, rows, chosen.size(), KINDS.size());
    try {
      Files.write(labels.resolveSibling("labels.txt"), NAMES);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the names of " + labels, e);
    }
  }

  /** From [-1, 1], channels first, to bytes, channels last. */
  private static void copyPixels(Example icon, byte[] pixels, int offset) {
    float[] planes = new float[PIXELS * CHANNELS];
    icon.copyImage(planes, 0);
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        float value = planes[channel * PIXELS + pixel];
        pixels[offset + pixel * CHANNELS + channel] = (byte) Math.round(127.5f * (value + 1));
      }
    }
  }

  private static int kind(Example icon) {
    return IntStream.range(0, KINDS.size())
        .filter(kind -> KINDS.get(kind).contains(ChosenIcons.object(icon)))
        .findFirst()
        .orElse(-1);
  }
}
