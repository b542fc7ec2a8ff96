package io.github.diffusion4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file beside a model, as editors of all sorts write it. */
class CardTextTest {
  private static final String TEXT = "labels = K\u00e4se, Br\u00f6tchen\r\nshape = 3x4x4\n";
  private static final Map<String, String> ENTRIES =
      Map.of("labels", "K\u00e4se, Br\u00f6tchen", "shape", "3x4x4");

  private final Path folder;

  CardTextTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, ''", "UTF-8, EFBBBF", "UTF-16LE, FFFE", "UTF-16BE, FEFF", "ISO-8859-1, ''"})
  void isReadInTheseEncodings(Charset charset, String mark) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(java.util.HexFormat.of().parseHex(mark));
    bytes.writeBytes(TEXT.getBytes(charset));
    assertEquals(ENTRIES, entries(bytes.toByteArray()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void withoutAMarkWideTextIsToldOf(Charset charset) {
    assertSaysToSaveAsUtf8(TEXT.getBytes(charset));
  }

  @Test
  void otherEncodingsAreToldOf() {
    assertSaysToSaveAsUtf8("name = \u201cquoted\u201d".getBytes(Charset.forName("windows-1252")));
    assertSaysToSaveAsUtf8(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a', (byte) 0xE4});
    assertSaysToSaveAsUtf8(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0, 'a', 0, 0, 0});
  }

  private void assertSaysToSaveAsUtf8(byte[] bytes) {
    String message = refused(bytes);
    assertTrue(message.endsWith("; save it as UTF-8"), message);
    assertTrue(message.contains("m.properties: "), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shape = 1x2x2\ndiffusion.shape = 3x4x4",
        "diffusion.shape = 1x2x2\nshape = 3x4x4",
        "shape = 1x2x2\nshape = 3x4x4"
      })
  void aKeyWithTwoValuesIsRefused(String text) {
    String message = refused(text.getBytes(StandardCharsets.UTF_8));
    assertTrue(
        message.endsWith(
            "m.properties: it says shape = 1x2x2 and, once more, 3x4x4; keep one of the two lines"),
        message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shape = 3x4x4\ndiffusion.shape=3x4x4 ", "shape=3x4x4\nshape = 3x4x4"})
  void theSameTwiceIsTheSame(String text) throws IOException {
    assertEquals(Map.of("shape", "3x4x4"), entries(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aBrokenEscapeNamesTheFile() {
    String message = refused("name = \\u12".getBytes(StandardCharsets.UTF_8));
    assertTrue(message.contains("m.properties: no properties file, "), message);
  }

  @Test
  void onlyMetadataWithThePrefixIsACard() {
    assertEquals(
        Map.of("shape", "3x4x4"),
        ModelCard.ofMetadata(
            Map.of("diffusion.shape", " 3x4x4", "shape", "9x9", "author", "torch")));
  }

  private Map<String, String> entries(byte[] bytes) throws IOException {
    Path model = folder.resolve("m.onnx");
    Files.write(model, new byte[1]);
    Files.write(folder.resolve("m.properties"), bytes);
    return ModelFile.at(model).properties();
  }

  private String refused(byte[] bytes) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> entries(bytes)).getMessage());
  }
}
