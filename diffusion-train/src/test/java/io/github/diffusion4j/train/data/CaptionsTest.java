package io.github.diffusion4j.train.data;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Png;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders whose images have captions in a file beside them. */
class CaptionsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path root;

  @BeforeEach
  void images() throws IOException {
    for (String name : List.of("clock.png", "noto/cat.png", "twemoji/cat.png")) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Png.write(file, new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB));
    }
  }

  @Test
  void jsonLinesGiveImagesCaptionsBesideTheLabelsOfTheirFolders() throws IOException {
    jsonLines(
        """
        {"file_name": "noto/cat.png", "text": ["cat, noto style", "pet, noto style"], "id": 7}

        {"file_name": "./clock.png", "text": "alarm clock \\u00e9"}
        {"text": "cat", "file_name": "twemoji/cat.png"}
        """);
    Dataset data = read();
    assertEquals(List.of("noto", "twemoji"), data.labels());
    assertEquals(
        List.of(
            List.of("alarm clock \u00e9"),
            List.of("cat, noto style", "pet, noto style"),
            List.of("cat")),
        captions(data));
    assertEquals(List.of("clock", "cat", "cat"), names(data));
  }

  @Test
  void csvGivesThemToo() throws IOException {
    csv(
        """
        \uFEFFtext,other,file_name\r
        "a clock, ""alarm""
        for the morning",1,clock.png\r
        \r
        cat,,noto/cat.png\r
        "the same cat",,twemoji/cat.png""");
    assertEquals(
        List.of(
            List.of("a clock, \"alarm\"\nfor the morning"),
            List.of("cat"),
            List.of("the same cat")),
        captions(read()));
  }

  @Test
  void aFolderWithoutThemHasNone() {
    Dataset data = read();
    assertEquals(List.of(List.of(), List.of(), List.of()), captions(data));
  }

  @Test
  void captionsAreOfTheDatasIdentity() throws IOException {
    String before = read().fingerprint();
    csv("file_name,text\nclock.png,a\nnoto/cat.png,b\ntwemoji/cat.png,c\n");
    String with = read().fingerprint();
    csv("file_name,text\nclock.png,a\nnoto/cat.png,b\ntwemoji/cat.png,d\n");
    assertNotEquals(before, with);
    assertNotEquals(with, read().fingerprint());
    assertEquals(List.of("a"), read().grey().example(0).captions());
  }

  @Test
  void imagesWithoutACaptionAndCaptionsWithoutAnImageAreLeftOut() throws IOException {
    jsonLines(
        """
        {"file_name": "noto/cat.png", "text": "cat"}
        {"file_name": "noto/dog.png", "text": "dog"}
        {"file_name": "../clock.png", "text": "clock"}
        """);
    Dataset data = read();
    assertEquals(List.of(List.of("cat")), captions(data));
    List<String> rejected = data.rejected().stream().map(Rejected::toString).toList();
    assertEquals(4, rejected.size());
    assertTrue(rejected.get(0).contains("clock.png: ") && rejected.get(0).contains("no caption"));
    assertTrue(rejected.get(1).contains("twemoji"), rejected.get(1));
    assertTrue(
        rejected.get(2).contains("noto/dog.png") && rejected.get(2).contains("line 2"),
        rejected.get(2));
    assertTrue(rejected.get(3).contains("../clock.png"), rejected.get(3));
    String message =
        refusal(
            IllegalArgumentException.class,
            () -> ImageFolder.read(root, Optional.empty(), InvalidImages.REFUSE));
    assertTrue(message.contains("clock.png"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"file_name\": \"clock.png\", \"text\": \"a\"            | no JSON object",
        "{\"file_name\": \"clock.png\", \"text\": \"a\"} {}        | no JSON object",
        "[\"clock.png\", \"a\"]                                    | no JSON object",
        "{'file_name': 'clock.png', 'text': 'a'}                   | no JSON object",
        "{\"file\": \"clock.png\", \"text\": \"a\"}                | [file, text], but no file_name",
        "{\"file_name\": \"clock.png\", \"caption\": \"a\"}        | but no text",
        "{\"file_name\": \"clock.png\", \"text\": 3}               | text is 3, not a string",
        "{\"file_name\": \"clock.png\", \"text\": null}            | text is null, not a string",
        "{\"file_name\": \"clock.png\", \"text\": [\"a\", [\"b\"]]}| not a string or a list",
        "{\"file_name\": [\"a.png\", \"b.png\"], \"text\": \"a\"}  | not one name",
        "{\"file_name\": \"clock.png\", \"text\": \" \"}           | caption of clock.png is empty",
        "{\"file_name\": \"clock.png\", \"text\": []}              | caption of clock.png is empty",
        "{\"file_name\": \"\", \"text\": \"a\"}                    | file_name is empty",
        "{\"file_name\": \"./noto/cat.png\", \"text\": \"a\"}      | named again, first at line 1",
      })
  void aBrokenLineOfJsonIsNamed(String line, String reason) throws IOException {
    jsonLines("{\"file_name\": \"noto/cat.png\", \"text\": \"cat\"}\n" + line + "\n");
    String message = refusal(IllegalArgumentException.class, this::read);
    assertTrue(message.contains("metadata.jsonl, line 2: "), message);
    assertTrue(message.contains(reason), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "file_name,caption~clock.png,a           | line 1: | [file_name, caption], but no text",
        "``                                      | line 1: | but no file_name",
        "file_name,text~clock.png,a,b            | line 2: | 3 fields, but the header has 2",
        "file_name,text~clock.png                | line 2: | 1 fields, but the header has 2",
        "file_name,text~clock.png,\"a            | line 2: | not closed",
        "file_name,text~clock.png,\"a\"b         | line 2: | comes 'b'",
        "file_name,text~~clock.png,              | line 3: | caption of clock.png is empty",
        "file_name,text~a.png,\"x~y\"~a.png,z    | line 4: | named again, first at line 2",
      })
  void aBrokenLineOfCsvIsNamed(String text, String line, String reason) throws IOException {
    csv(text.replace('~', '\n'));
    String message = refusal(IllegalArgumentException.class, this::read);
    assertTrue(message.contains("metadata.csv, " + line), message);
    assertTrue(message.contains(reason), message);
  }

  @Test
  void twoFilesOfCaptionsContradictEachOther() throws IOException {
    jsonLines("");
    csv("file_name,text\n");
    String message = refusal(IllegalArgumentException.class, this::read);
    assertTrue(message.contains("keep one"), message);
  }

  @Test
  void anotherEncodingIsNamed() throws IOException {
    Files.write(
        root.resolve("metadata.csv"),
        "file_name,text\nclock.png,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    String message = refusal(IllegalArgumentException.class, this::read);
    assertTrue(message.contains("UTF-8"), message);
  }

  private Dataset read() {
    return ImageFolder.read(root, Optional.empty(), InvalidImages.SKIP);
  }

  private static List<List<String>> captions(Dataset data) {
    return IntStream.range(0, data.size()).mapToObj(i -> data.example(i).captions()).toList();
  }

  private static List<String> names(Dataset data) {
    return IntStream.range(0, data.size()).mapToObj(i -> data.example(i).name()).toList();
  }

  private void jsonLines(String text) throws IOException {
    Files.writeString(root.resolve("metadata.jsonl"), text);
  }

  private void csv(String text) throws IOException {
    Files.writeString(root.resolve("metadata.csv"), text);
  }
}
