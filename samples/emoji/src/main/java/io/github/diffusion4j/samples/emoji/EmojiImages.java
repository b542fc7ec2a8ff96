package io.github.diffusion4j.samples.emoji;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Renders archives of vector icons as images of 64x64 with captions: {@code images/}, to train on,
 * and {@code left-out/}, pairs of name and style to ask for. Each holds a folder per style and a
 * {@code metadata.jsonl}.
 */
public final class EmojiImages {
  private static final int SIDE = 64;

  private final Map<Style, Map<String, BufferedImage>> images = new EnumMap<>(Style.class);
  private final List<String> attributions = new ArrayList<>();
  private final Keywords keywords;

  private EmojiImages(Keywords keywords) {
    this.keywords = keywords;
  }

  /**
   * Renders the images.
   *
   * @param args the folder of the archives that {@code npm pack} fetched, and the folder to write
   *     to
   */
  public static void main(String... args) {
    if (args.length != 2) {
      throw new IllegalArgumentException("two folders: that of the archives, and where to write");
    }
    System.out.println(render(Path.of(args[0]), Path.of(args[1])));
  }

  /** Renders; what was written comes back in a sentence. */
  static String render(Path archives, Path out) {
    EmojiImages emoji = new EmojiImages(Keywords.of(archive(archives, Keywords.ARCHIVE)));
    Map<Style, IconSet> sets = new EnumMap<>(Style.class);
    for (Style style : Style.values()) {
      sets.put(style, IconSet.of(style, archive(archives, style.archive())));
    }
    List<String> spelt =
        sets.values().stream()
            .filter(set -> set.style() != Style.FXEMOJI) // which glues its words
            .flatMap(set -> set.icons().keySet().stream())
            .toList();
    IconNames names = new IconNames(spelt);
    sets.values().forEach(set -> emoji.draw(set, names));
    return emoji.write(out);
  }

  private static NpmArchive archive(Path folder, String start) {
    try (Stream<Path> files = Files.list(folder)) {
      Path found =
          files
              .filter(file -> (file.getFileName() + "").matches(start + "\\d.*\\.tgz"))
              .max(naturalOrder())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "%s has no %s*.tgz: fetch it with `npm pack`".formatted(folder, start)));
      return NpmArchive.read(found);
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + folder, e);
    }
  }

  private void draw(IconSet set, IconNames names) {
    IconRenderer renderer = new IconRenderer(SIDE);
    NearTwins twins = new NearTwins();
    Map<String, BufferedImage> drawn = new TreeMap<>();
    // Short names first: of two twins, the plainer one stays.
    names.drawn(set.icons().keySet()).entrySet().stream()
        .sorted(
            comparing((Map.Entry<String, String> entry) -> entry.getValue().length())
                .thenComparing(Map.Entry::getKey))
        .forEach(
            entry -> {
              BufferedImage image = renderer.render(set.icons().getOrDefault(entry.getKey(), ""));
              if (!drawn.containsKey(entry.getValue()) && !twins.isTwin(image)) {
                drawn.put(entry.getValue(), image);
              }
            });
    images.put(set.style(), drawn);
    attributions.add(set.attribution());
  }

  private String write(Path out) {
    Set<String> pairs = LeftOutPairs.of(stylesByName());
    CaptionedFolder training = new CaptionedFolder(out.resolve("images"));
    CaptionedFolder leftOut = new CaptionedFolder(out.resolve("left-out"));
    images.forEach(
        (style, drawn) ->
            drawn.forEach(
                (name, image) -> {
                  String pair = LeftOutPairs.pair(style, name);
                  CaptionedFolder folder = pairs.contains(pair) ? leftOut : training;
                  folder.add(pair + ".png", image, captions(style, name));
                }));
    training.close();
    leftOut.close();
    try {
      Files.write(out.resolve("ATTRIBUTION"), attributions, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + out, e);
    }
    return "%d images of %d names to train on, and %d pairs left out, in %s"
        .formatted(training.size(), stylesByName().size(), leftOut.size(), out);
  }

  private Map<String, Set<Style>> stylesByName() {
    Map<String, Set<Style>> styles = new TreeMap<>();
    images.forEach(
        (style, drawn) ->
            drawn
                .keySet()
                .forEach(
                    name ->
                        styles.computeIfAbsent(name, n -> EnumSet.noneOf(Style.class)).add(style)));
    return styles;
  }

  private List<String> captions(Style style, String name) {
    return Stream.concat(Stream.of(IconNames.words(name)), keywords.of(name).stream())
        .map(words -> words + ", " + style.words())
        .toList();
  }
}
