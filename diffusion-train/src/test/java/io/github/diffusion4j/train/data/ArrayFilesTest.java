package io.github.diffusion4j.train.data;

import static io.github.diffusion4j.train.Refusal.refusal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    Dataset data = ArrayFiles.read(bytes(pixels), labels(2), ArrayFiles.BYTES, Unusable.REFUSE);
    assertEquals(Shape.of(3, 4, 4), data.shape());
    assertEquals(List.of("hero", "non-hero", "food", "spell", "side-facing"), data.labels());
    float[] planes = new float[48];
    data.example(0).copyPicture(planes, 0);
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
    Dataset data = ArrayFiles.read(images, labels(2), ValueRange.SYMMETRIC, Unusable.REFUSE);
    assertEquals(Shape.of(3, 4, 5), data.shape());
    float[] planes = new float[60];
    data.example(0).copyPicture(planes, 0);
    assertEquals(-1, planes[7]);
    assertEquals(0, planes[8]);
  }

  @Test
  void copiesOfAPictureStayOnOneSide() throws IOException {
    byte[] pixels = new byte[50 * 4 * 4 * 3]; // the same picture fifty times
    Dataset data = ArrayFiles.read(bytes(pixels), labels(50), ArrayFiles.BYTES, Unusable.REFUSE);
    assertTrue(data.training().size() == 0 || data.heldOut().size() == 0);
  }

  @Test
  void aValueOutsideTheRangeNamesItsPicture() {
    float[] values = new float[2 * 4 * 4 * 3];
    values[60] = -0.5f;
    Path images = folder.resolve("images.npy");
    Npy.write(images, values, 2, 4, 4, 3);
    Dataset data = ArrayFiles.read(images, labels(2), ArrayFiles.BYTES, Unusable.SKIP);
    assertEquals(1, data.size());
    assertTrue(data.rejected().get(0).toString().contains("[1]: value -0.5 outside [0.0, 255.0]"));
    assertThrows(
        IllegalArgumentException.class,
        () -> ArrayFiles.read(images, labels(2), ArrayFiles.BYTES, Unusable.REFUSE));
  }

  @Test
  void arraysThatDoNotFitTogetherAreRefused() throws IOException {
    Path images = bytes(new byte[2 * 4 * 4 * 3]);
    String message =
        refusal(
            IllegalArgumentException.class,
            () -> ArrayFiles.read(images, labels(3), ArrayFiles.BYTES, Unusable.SKIP));
    assertTrue(message.contains("[2, k]"), message);
    String form =
        refusal(
            IllegalArgumentException.class,
            () -> ArrayFiles.read(labels(3), labels(3), ArrayFiles.BYTES, Unusable.SKIP));
    assertTrue(form.contains("[n, h, w, c]"), form);
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
