package io.github.diffusion4j.train.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.train.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrays of the course are read as they are. */
class ArrayFilesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void theCoursesBytesBecomePlanes() throws IOException {
    byte[] pixels = new byte[2 * 4 * 4 * 3];
    pixels[0] = (byte) 255; // red of the first pixel
    pixels[5] = (byte) 255; // blue of the second
    Dataset data =
        ArrayFiles.read(bytes(pixels), labels(2), ArrayFiles.BYTES, InvalidImages.REFUSE);
    assertEquals(Shape.of(3, 4, 4), data.shape());
    assertEquals(List.of("label-0", "label-1", "label-2", "label-3", "label-4"), data.labels());
    float[] planes = new float[48];
    data.example(0).copyImage(planes, 0);
    assertEquals(1, planes[0]);
    assertEquals(-1, planes[1]);
    assertEquals(1, planes[33]);
    float[] label = new float[5];
    data.example(1).copyContext(label, 0);
    assertArrayEquals(new float[] {0, 1, 0, 0, 0}, label);
  }

  @Test
  void planesOfFloatsAreTakenToo() {
    float[] values = new float[2 * 3 * 4 * 5];
    values[7] = -1;
    Path images = folder.resolve("planes.npy");
    Npy.write(images, values, 2, 3, 4, 5);
    Dataset data = ArrayFiles.read(images, labels(2), ValueRange.SYMMETRIC, InvalidImages.REFUSE);
    assertEquals(Shape.of(3, 4, 5), data.shape());
    float[] planes = new float[60];
    data.example(0).copyImage(planes, 0);
    assertEquals(-1, planes[7]);
    assertEquals(0, planes[8]);
  }

  @Test
  void copiesOfAImageStayOnOneSide() throws IOException {
    byte[] pixels = new byte[50 * 4 * 4 * 3]; // the same image fifty times
    Dataset data =
        ArrayFiles.read(bytes(pixels), labels(50), ArrayFiles.BYTES, InvalidImages.REFUSE);
    assertTrue(data.training().size() == 0 || data.heldOut().size() == 0);
  }

  @Test
  void aValueOutsideTheRangeNamesItsImage() {
    float[] values = new float[2 * 4 * 4 * 3];
    values[60] = -0.5f;
    Path images = folder.resolve("images.npy");
    Npy.write(images, values, 2, 4, 4, 3);
    Dataset data = ArrayFiles.read(images, labels(2), ArrayFiles.BYTES, InvalidImages.SKIP);
    assertEquals(1, data.size());
    assertTrue(data.rejected().get(0).toString().contains("[1]: value -0.5 outside [0.0, 255.0]"));
    assertThrows(
        IllegalArgumentException.class,
        () -> ArrayFiles.read(images, labels(2), ArrayFiles.BYTES, InvalidImages.REFUSE));
  }

  @Test
  void arraysThatDoNotFitTogetherAreRefused() throws IOException {
    Path images = bytes(new byte[2 * 4 * 4 * 3]);
    String message =
        Refusal.refusal(
            IllegalArgumentException.class,
            () -> ArrayFiles.read(images, labels(3), ArrayFiles.BYTES, InvalidImages.SKIP));
    assertTrue(message.contains("[2, k]"), message);
    String form =
        Refusal.refusal(
            IllegalArgumentException.class,
            () -> ArrayFiles.read(labels(3), labels(3), ArrayFiles.BYTES, InvalidImages.SKIP));
    assertTrue(form.contains("[n, h, w, c]"), form);
  }

  @Test
  void onlyTheCoursesOwnFileHasTheCoursesLabels() throws IOException {
    Path course = Files.move(labels(2), folder.resolve("sprite_labels_nc_1788_16x16.npy"));
    Path images = bytes(new byte[2 * 4 * 4 * 3]);
    assertEquals(
        List.of("hero", "non-hero", "food", "spell", "side-facing"),
        ArrayFiles.read(images, course, ArrayFiles.BYTES, InvalidImages.REFUSE).labels());
  }

  @Test
  void namesBesideTheLabelsAreTaken() throws IOException {
    Path images = bytes(new byte[2 * 4 * 4 * 3]);
    Path names = folder.resolve("labels.txt");
    List<String> given = List.of("a", "b", "c", "d", "größe");
    Files.write(names, given);
    assertEquals(
        given, ArrayFiles.read(images, labels(2), ArrayFiles.BYTES, InvalidImages.REFUSE).labels());
    Files.write(names, List.of("a", "b"));
    String message = refusal(images, labels(2), ArrayFiles.BYTES);
    assertTrue(message.contains("2 lines for the 5 columns"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "0,1, 0,255, '--range 0,1'",
    "-1,1, 0,255, '--range -1,1'",
    "0,255, -1,1, '--range 0,255'",
    "0,255, 0,1, '--range 0,255'",
    "0,255, 0,65535, '--range 0,255'",
    "0,65535, 0,255, '--range 0,65535'"
  })
  void anotherRangeThanWasSaidIsRefused(
      float low, float high, float saidLow, float saidHigh, String cure) {
    float[] values = new float[4 * 4 * 4 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = low + (high - low) * (i * 7 % 48) / 47;
    }
    Path images = folder.resolve("images.npy");
    Npy.write(images, values, 4, 4, 4, 3);
    String message = refusal(images, labels(4), new ValueRange(saidLow, saidHigh));
    assertTrue(message.endsWith(cure), message);
    ValueRange right = new ValueRange(low, high);
    assertEquals(4, ArrayFiles.read(images, labels(4), right, InvalidImages.REFUSE).size());
  }

  @Test
  void numbersOfClassesAreNotOneLabel() throws IOException {
    Path images = bytes(new byte[4 * 4 * 4 * 3]);
    Path column = folder.resolve("labels.npy");
    Npy.write(column, new float[] {0, 3, 1, 2}, 4, 1);
    String message = refusal(images, column, ArrayFiles.BYTES);
    assertTrue(message.contains("numbers 0 to 3") && message.contains("one-hot"), message);
    Npy.write(column, new float[] {0, 1, 2, 0, 1, 0, 0, 0}, 4, 2);
    assertTrue(refusal(images, column, ArrayFiles.BYTES).contains("column 0"));
    Npy.write(column, new float[] {0, 1, 1, 0}, 4, 1);
    assertEquals(
        List.of("label-0"),
        ArrayFiles.read(images, column, ArrayFiles.BYTES, InvalidImages.REFUSE).labels());
    Npy.write(column, new float[] {0, 1.5f, 3, 0}, 4, 1);
    assertEquals(4, ArrayFiles.read(images, column, ArrayFiles.BYTES, InvalidImages.REFUSE).size());
  }

  private static String refusal(Path images, Path labels, ValueRange range) {
    return Refusal.refusal(
        IllegalArgumentException.class,
        () -> ArrayFiles.read(images, labels, range, InvalidImages.SKIP));
  }

  /** One-hot rows of five. */
  private Path labels(int n) {
    float[] rows = new float[5 * n];
    for (int i = 0; i < n; i++) {
      rows[5 * i + i % 5] = 1;
    }
    Path file = folder.resolve("labels.npy");
    Npy.write(file, rows, n, 5);
    return file;
  }

  /** As NumPy writes an array of bytes, [n, 4, 4, 3]. */
  private Path bytes(byte[] pixels) throws IOException {
    String header =
        "{'descr': '|u1', 'fortran_order': False, 'shape': (%d, 4, 4, 3), }"
            .formatted(pixels.length / 48);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    String padded = header + " ".repeat(117 - header.length()) + "\n";
    out.write(ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 118).array());
    out.write(padded.getBytes(ISO_8859_1));
    out.write(pixels);
    Path file = folder.resolve("images.npy");
    Files.write(file, out.toByteArray());
    return file;
  }
}
