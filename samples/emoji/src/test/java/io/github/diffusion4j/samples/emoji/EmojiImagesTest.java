package io.github.diffusion4j.samples.emoji;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.HeldOut;
import io.github.diffusion4j.train.data.ImageFolder;
import io.github.diffusion4j.train.data.InvalidImages;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small archives of the six sets, as npm packs them. */
class EmojiImagesTest {
  /** Names that are known in all styles but for the one that glues its words. */
  private static final List<String> COMMON =
      IntStream.range(0, 60).mapToObj(i -> "thing-" + letters(i)).toList();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @BeforeEach
  void archives() throws IOException {
    for (Style style : Style.values()) {
      Map<String, String> icons = new TreeMap<>();
      if (style == Style.FXEMOJI) {
        icons.put("alarmclock", square(7));
        icons.put("xyzzy", square(8));
      } else {
        icons.put("alarm-clock", square(1));
        icons.put("alarm-clock-thing", square(1)); // looks the same
        icons.put("waving-hand", square(2));
        icons.put("waving-hand-medium-dark", square(3));
        icons.put("waving-hand-dark-skin-tone", square(4));
        icons.put("flag-norway", square(5));
        icons.put("white-flag", square(6));
        for (int i = 0; i < COMMON.size(); i++) {
          icons.put(COMMON.get(i), square(10 + i));
        }
      }
      pack(style, icons);
    }
    pack(
        "emojilib-4.0.3.tgz",
        Map.of(
            "package/dist/emoji-en-US.json",
            """
            {"x": ["alarm_clock", "time", "wake_up", "Alarm Clock", ":)", "o'clock"]}"""));
  }

  @Test
  void imagesAreOfTheirStylesWithCaptionsInWords() {
    EmojiImages.render(folder, folder.resolve("out"));
    Dataset data = read("images");
    assertEquals(Shape.of(3, 64, 64), data.shape());
    assertEquals(
        List.of("emojione", "fluent", "fxemoji", "noto", "noto-v1", "twemoji"), data.labels());
    assertEquals(
        Set.of("alarm-clock"),
        examples(data).filter(e -> e.isOn(2)).map(Example::name).collect(Collectors.toSet()),
        "of the glued names, one is known and one is not");
    Example clock =
        examples(data)
            .filter(e -> e.isOn(4) && e.name().equals("alarm-clock"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        List.of(
            "alarm clock, noto v1 style",
            "time, noto v1 style",
            "wake up, noto v1 style",
            "o'clock, noto v1 style"),
        clock.captions());
  }

  @Test
  void skinTonesFlagsAndTwinsAreThinnedOut() {
    EmojiImages.render(folder, folder.resolve("out"));
    Set<String> names =
        Stream.of("images", "left-out")
            .flatMap(part -> examples(read(part)))
            .map(Example::name)
            .filter(name -> !COMMON.contains(name))
            .collect(Collectors.toSet());
    assertEquals(Set.of("alarm-clock", "waving-hand"), names);
  }

  @Test
  void fortyPairsOfKnownNamesAndStylesAreLeftOut() {
    EmojiImages.render(folder, folder.resolve("out"));
    List<String> leftOut = examples(read("left-out")).map(Example::name).toList();
    Set<String> trained =
        examples(read("images").training()).map(Example::name).collect(Collectors.toSet());
    assertEquals(40, leftOut.size());
    assertEquals(40, Set.copyOf(leftOut).size(), "a name once");
    assertTrue(trained.containsAll(leftOut), "known in other styles");
    assertTrue(leftOut.stream().noneMatch(HeldOut::contains));
  }

  @Test
  void theSameArchivesGiveTheSameData() throws IOException {
    EmojiImages.render(folder, folder.resolve("out"));
    String once = read("images").fingerprint();
    EmojiImages.render(folder, folder.resolve("again"));
    Path again = folder.resolve("again/images");
    assertEquals(
        once, ImageFolder.read(again, Optional.empty(), InvalidImages.REFUSE).fingerprint());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("out/ATTRIBUTION")),
        Files.readAllBytes(folder.resolve("again/ATTRIBUTION")));
  }

  @Test
  void everySetIsAttributed() throws IOException {
    EmojiImages.render(folder, folder.resolve("out"));
    List<String> lines = Files.readAllLines(folder.resolve("out/ATTRIBUTION"));
    assertEquals(6, lines.size());
    assertEquals(
        "noto: Set of noto by Ann, https://ann.example; CC BY (https://cc.example)", lines.get(0));
  }

  @Test
  void transparentIsWhiteAndColoursStay() {
    EmojiImages.render(folder, folder.resolve("out"));
    float[] clock = new float[3 * 64 * 64];
    examples(read("images"))
        .filter(e -> e.isOn(4) && e.name().equals("alarm-clock"))
        .findFirst()
        .orElseThrow()
        .copyPicture(clock, 0);
    assertEquals(1, clock[63]); // the corner
    assertEquals(1, clock[4096 + 63]);
    assertEquals(-1, clock[0]); // the square has no red
  }

  @Test
  void aMissingArchiveIsNamed() throws IOException {
    Files.delete(folder.resolve("iconify-json-twemoji-1.0.0.tgz"));
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> EmojiImages.render(folder, folder.resolve("out")));
    assertTrue((e.getMessage() + "").contains("iconify-json-twemoji-"), e::toString);
    assertTrue((e.getMessage() + "").contains("npm pack"), e::toString);
  }

  private Dataset read(String part) {
    return ImageFolder.read(
        folder.resolve("out").resolve(part), Optional.empty(), InvalidImages.REFUSE);
  }

  private static Stream<Example> examples(Dataset data) {
    return IntStream.range(0, data.size()).mapToObj(data::example);
  }

  private static String letters(int number) {
    return (char) ('a' + number / 26) + "" + (char) ('a' + number % 26) + "ish";
  }

  /** Its size and colour tell the number. */
  private static String square(int number) {
    return "<rect width='%d' height='%d' fill='#00%02x%02x'/>"
        .formatted(2 + number % 7 * 2, 2 + number / 7, number * 3, 255 - number * 3);
  }

  private void pack(Style style, Map<String, String> icons) throws IOException {
    String bodies =
        icons.entrySet().stream()
            .map(icon -> "\"%s\": {\"body\": \"%s\"}".formatted(icon.getKey(), icon.getValue()))
            .collect(Collectors.joining(","));
    String hidden = ", \"old-thing\": {\"body\": \"<g/>\", \"hidden\": true}";
    pack(
        style.archive() + "1.0.0.tgz",
        Map.of(
            "package/icons.json",
            "{\"width\": 16, \"height\": 16, \"icons\": {%s%s}}".formatted(bodies, hidden),
            "package/metadata.json",
            "{\"categories\": {\"Flags\": [\"white-flag\"]}}",
            "package/info.json",
            """
            {"name": "Set of %s", "author": {"name": "Ann", "url": "https://ann.example"},
             "license": {"title": "CC BY", "url": "https://cc.example"}}"""
                .formatted(style.folder())));
  }

  private void pack(String file, Map<String, String> content) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(file));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      for (Map.Entry<String, String> entry : content.entrySet()) {
        byte[] bytes = entry.getValue().getBytes(UTF_8);
        TarArchiveEntry header = new TarArchiveEntry(entry.getKey());
        header.setSize(bytes.length);
        tar.putArchiveEntry(header);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
  }
}
