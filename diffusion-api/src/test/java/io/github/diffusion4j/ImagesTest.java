package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images on disk become samples and masks of a model. */
class ImagesTest {
  private final Path folder;

  ImagesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aImageHasTheShapeAndTheRangeOfTheModel() {
    Path file = file("p.png", 0xFFFF0000, 0x00123456);
    assertImage(Shape.of(3, 1, 2), new float[] {1, 1, -1, 1, -1, 1}, file, "-1,1");
    assertImage(Shape.of(3, 1, 2), new float[] {8, 8, 0, 8, 0, 8}, file, "0,8");
    assertImage(Shape.of(1, 1, 2), new float[] {0.299f, 1}, file, "0,1");
    assertImage(
        Shape.of(4, 1, 2), new float[] {255, 0x12, 0, 0x34, 0, 0x56, 255, 0}, file, "0,255");
  }

  @Test
  void whiteIsPaintedBlackIsKeptAndGreyBlends() {
    Path file = file("m.png", 0xFFFFFFFF, 0xFF000000, 0xFF333333, 0x00000000, 0xFF00FF00);
    for (int channels = 1; channels <= 4; channels += channels == 1 ? 2 : 1) {
      Tensor mask = pipeline(Shape.of(channels, 1, 5), "-1,1").mask(file);
      assertEquals(Shape.of(1, 1, 5), mask.shape());
      assertArrayEquals(new float[] {1, 0, 0.2f, 1, 0.587f}, mask.data(), 1e-7f);
    }
  }

  @Test
  void aImageThatIsKeptWholeComesBackToTheColour() {
    Path file = file("p.png", 0xFF102030, 0xFF405060);
    DiffusionPipeline pipeline = pipeline(Shape.of(3, 1, 2), "-1,1");
    Tensor black = pipeline.mask(file("black.png", 0xFF000000, 0xFF000000));
    Samples kept = pipeline.request().inpaint(pipeline.image(file), black).generate();
    assertEquals(0xFF102030, kept.image(0).getRGB(0, 0));
    assertEquals(0xFF405060, kept.image(0).getRGB(1, 0));
  }

  /** A service has uploads and answers, no files. */
  @Test
  void bytesStreamsAndImagesDoAsFilesDo() throws IOException {
    Path file = file("p.png", 0xFF102030, 0x80405060);
    byte[] bytes = Files.readAllBytes(file);
    BufferedImage image = ImageIO.read(file.toFile());
    DiffusionPipeline pipeline = pipeline(Shape.of(3, 1, 2), "-1,1");
    float[] values = pipeline.image(file).data();
    assertArrayEquals(values, pipeline.image(bytes).data());
    assertArrayEquals(values, pipeline.image(new ByteArrayInputStream(bytes)).data());
    assertArrayEquals(values, pipeline.image(image).data());
    float[] mask = pipeline.mask(file).data();
    assertArrayEquals(mask, pipeline.mask(bytes).data());
    assertArrayEquals(mask, pipeline.mask(new ByteArrayInputStream(bytes)).data());
    assertArrayEquals(mask, pipeline.mask(image).data());
    byte[] text = {1, 2, 3};
    assertEquals(
        "the image is not an image; give a PNG file",
        assertThrows(IllegalArgumentException.class, () -> pipeline.image(text)).getMessage());
    byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);
    assertThrows(UncheckedIOException.class, () -> pipeline.mask(cut));
  }

  @Test
  void aPngIsTheSameInAStreamAsInAFile() throws IOException {
    DiffusionPipeline pipeline = pipeline(Shape.of(3, 1, 2), "-1,1");
    Samples samples = pipeline.request().count(3).generate();
    Path file = folder.resolve("all.png");
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    samples.writePng(file);
    samples.writePng(stream);
    assertArrayEquals(Files.readAllBytes(file), stream.toByteArray());
    assertArrayEquals(Files.readAllBytes(file), samples.toPng());
    samples.writePng(file, 2);
    stream.reset();
    samples.writePng(stream, 2);
    assertArrayEquals(Files.readAllBytes(file), stream.toByteArray());
    samples.writePng(file, Sheet.DEFAULT.withZoom(3));
    stream.reset();
    samples.writePng(stream, Sheet.DEFAULT.withZoom(3));
    assertArrayEquals(Files.readAllBytes(file), stream.toByteArray());
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("the client has gone");
          }
        };
    UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> samples.writePng(gone));
    assertTrue(String.valueOf(e.getMessage()).contains("the client has gone"), e.getMessage());
  }

  @Test
  void whatCannotBeReadIsSaidInWords() throws IOException {
    DiffusionPipeline pipeline = pipeline(Shape.of(3, 8, 16), "-1,1");
    Path small = file("small.png", 0, 0);
    refused(IllegalArgumentException.class, pipeline, small, "2 wide and 1 high, not 16 and 8");
    Path text = Files.writeString(folder.resolve("text.png"), "no image");
    refused(IllegalArgumentException.class, pipeline, text, "is not an image; give a PNG");
    refused(UncheckedIOException.class, pipeline, folder.resolve("none.png"), "cannot read");
    refused(IllegalArgumentException.class, pipeline, folder, "is not an image; give a PNG");
  }

  @Test
  void aFileCutAnywhereIsSaidToBeSo() throws IOException {
    byte[] whole = Files.readAllBytes(colours());
    for (int length = 1; length < whole.length - 16; length++) { // the last chunk holds nothing
      assertFalse(isRead(Arrays.copyOf(whole, length)), "cut at " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp", "jpg"})
  void aWrongByteIsReadOrSaidToBeSo(String kind) throws IOException {
    BufferedImage colours = ImageIO.read(colours().toFile());
    BufferedImage opaque = new BufferedImage(64, 1, BufferedImage.TYPE_INT_RGB);
    opaque.getGraphics().drawImage(colours, 0, 0, null);
    Path file = folder.resolve("whole." + kind);
    assertTrue(ImageIO.write(opaque, kind, file.toFile()));
    byte[] whole = Files.readAllBytes(file);
    int read = 0;
    for (int i = 0; i < whole.length; i++) {
      byte[] bytes = whole.clone();
      bytes[i] ^= (byte) 0xFF;
      read += isRead(bytes) ? 1 : 0;
    }
    assertTrue(read > 0 && read < whole.length, read + " of " + whole.length);
  }

  private Path colours() {
    int[] colours = new int[64];
    Arrays.setAll(colours, i -> 0xFF000000 | i * 0x3A5B7C);
    return file("whole.png", colours);
  }

  /** Whether these bytes are an image; if not, the message says which file is at fault. */
  private boolean isRead(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("damaged.png"), bytes);
    try {
      pipeline(Shape.of(3, 1, 64), "-1,1").image(file);
      return true;
    } catch (UncheckedIOException | IllegalArgumentException e) {
      assertTrue(String.valueOf(e.getMessage()).contains(file.toString()), e.getMessage());
      return false;
    }
  }

  @Test
  void aModelOfSomethingElseHasNoImages() {
    DiffusionPipeline pipeline = pipeline(Shape.of(7), "-1,1");
    refused(IllegalArgumentException.class, pipeline, folder, "shape 7 is not an image");
  }

  private static void assertImage(Shape shape, float[] expected, Path file, String range) {
    Tensor values = pipeline(shape, range).image(file);
    assertEquals(shape, values.shape());
    assertArrayEquals(expected, values.data(), 1e-6f);
  }

  private static void refused(
      Class<? extends RuntimeException> kind, DiffusionPipeline pipeline, Path file, String words) {
    for (RuntimeException e :
        new RuntimeException[] {
          assertThrows(kind, () -> pipeline.image(file)),
          assertThrows(kind, () -> pipeline.mask(file))
        }) {
      assertTrue(String.valueOf(e.getMessage()).contains(words), e.getMessage());
    }
  }

  private Path file(String name, int... argb) {
    BufferedImage values = new BufferedImage(argb.length, 1, BufferedImage.TYPE_INT_ARGB);
    values.setRGB(0, 0, argb.length, 1, argb, 0, argb.length);
    Path file = folder.resolve(name);
    Png.write(file, values);
    return file;
  }

  private static DiffusionPipeline pipeline(Shape shape, String range) {
    return DiffusionPipeline.of(
        e -> System.arraycopy(e.x().data(), 0, e.output().data(), 0, e.output().data().length),
        ModelCard.of(
            "formula",
            Map.of(
                "shape", shape.toString(),
                "range", range,
                "schedule", "cosine",
                "schedule.steps", "10",
                "prediction", "v",
                "time", "fraction")));
  }
}
