package io.github.diffusion4j.samples.emoji;

import io.github.diffusion4j.train.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Captions that a model is asked for, and those that its images are to tell them from.
 *
 * @param name of the set in reports
 * @param captions asked for
 * @param styles the style of each, as the folder of its images is called
 * @param others to choose among, of all styles
 */
record EmojiQuestions(
    String name, List<String> captions, List<String> styles, List<Captioned> others) {
  private static final long SEED = 0;

  /** What no emoji shows. */
  private static final List<String> UNHEARD =
      List.of(
          "a blue cat with sunglasses",
          "a purple banana",
          "a green heart on fire",
          "a robot with a party hat",
          "a red elephant",
          "a snowman in the desert",
          "a pink frog with a crown",
          "two yellow moons",
          "a black and white rainbow",
          "a dog driving a car",
          "a golden fish with wings",
          "a blue tomato",
          "a crying pumpkin",
          "a smiling rocket",
          "a tree made of ice",
          "a penguin with a guitar",
          "an orange whale",
          "a sleeping clock",
          "a green strawberry",
          "a cat in a teacup");

  /** A caption with its style. */
  record Captioned(String text, String style) {}

  /** So many that were trained on. */
  static EmojiQuestions trained(Dataset images, int count) {
    return drawn("training captions", captions(images.training()), count);
  }

  /** So many of names that were never trained on. */
  static EmojiQuestions heldOut(Dataset images, int count) {
    return drawn("held-out names", captions(images.heldOut()), count);
  }

  /** All pairs of a name and a style that were left out. */
  static EmojiQuestions leftOut(Dataset pairs, Dataset images) {
    List<Captioned> asked = captions(pairs);
    return of("left-out pairs", asked, captions(images.training()));
  }

  /** What no emoji has, in all styles in turn. */
  static EmojiQuestions unheard(Dataset images) {
    Style[] styles = Style.values();
    List<Captioned> asked = new ArrayList<>();
    for (int i = 0; i < UNHEARD.size(); i++) {
      Style style = styles[i % styles.length];
      asked.add(new Captioned(UNHEARD.get(i) + ", " + style.words(), style.folder()));
    }
    return of("sentences no emoji has", asked, captions(images.training()));
  }

  private static EmojiQuestions drawn(String name, List<Captioned> all, int count) {
    List<Captioned> asked =
        new SplittableRandom(SEED)
            .ints(0, all.size())
            .distinct()
            .limit(Math.min(count, all.size()))
            .mapToObj(all::get)
            .toList();
    return of(name, asked, all);
  }

  private static EmojiQuestions of(String name, List<Captioned> asked, List<Captioned> others) {
    return new EmojiQuestions(
        name,
        asked.stream().map(Captioned::text).toList(),
        asked.stream().map(Captioned::style).toList(),
        others);
  }

  /** Their own. */
  static List<Captioned> captions(Dataset images) {
    return IntStream.range(0, images.size())
        .mapToObj(i -> new Captioned(images.example(i).captions().get(0), style(images, i)))
        .toList();
  }

  private static String style(Dataset images, int index) {
    return IntStream.range(0, images.labels().size())
        .filter(label -> images.example(index).isOn(label))
        .mapToObj(images.labels()::get)
        .findFirst()
        .orElseThrow();
  }
}
