package io.github.diffusion4j.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of image file is read as Pillow reads it; see pictures/README.md. */
class ImageFileReaderTest {
  private static final int WIDTH = 12;
  private static final int HEIGHT = 8;
  private static final ImageFormat RGB =
      new ImageFormat(Shape.of(3, HEIGHT, WIDTH), new ValueRange(0, 255));

  private final Path folder;

  ImageFileReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  static Stream<Arguments> images() throws IOException {
    List<String> names = new String(resource("pillow.txt"), UTF_8).lines().toList();
    ByteBuffer pillow = ByteBuffer.wrap(resource("pillow.npy"));
    int size = 3 * HEIGHT * WIDTH;
    int header = pillow.capacity() - names.size() * size;
    return IntStream.range(0, names.size())
        .mapToObj(
            i -> {
              byte[] expected = new byte[size];
              pillow.get(header + i * size, expected);
              return Arguments.of(names.get(i), expected);
            });
  }

  @ParameterizedTest
  @MethodSource("images")
  void isWithinOneLevelOfPillow(String name, byte[] pillow) throws IOException {
    Path file = Files.write(folder.resolve(name), resource(name));
    float[] planes = RGB.read(file);
    float[] expected = new float[planes.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i % 3 * WIDTH * HEIGHT + i / 3] = Byte.toUnsignedInt(pillow[i]);
    }
    assertArrayEquals(expected, planes, 1);
    assertEquals(new Dimension(WIDTH, HEIGHT), ImageFileReader.size(file));
  }

  @Test
  void needsNoFolderForImageIosCache() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    ImageIO.setCacheDirectory(gone.toFile());
    Files.delete(gone);
    try {
      assertEquals(WIDTH, read(resource("rgb.png"), "rgb.png").getWidth());
    } finally {
      ImageIO.setCacheDirectory(null);
    }
  }

  @Test
  void aHeaderThatClaimsTooMuchIsRefusedBeforeThePixels() throws IOException {
    byte[] png = resource("rgb.png");
    ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 100_000);
    CRC32 check = new CRC32();
    check.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) check.getValue());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read(png, "huge.png"));
    assertTrue(
        Objects.requireNonNull(e.getMessage()).contains("huge.png has 10000000000 pixels"),
        e.getMessage());
  }

  @Test
  void transparencyIsKeptForThoseWhoHaveAChannelForIt() throws IOException {
    BufferedImage image = read(resource("rgba.png"), "rgba.png");
    assertEquals(21 * 3 + 17 * 2, image.getRGB(3, 2) >>> 24);
  }

  private static BufferedImage read(byte[] bytes, String name) {
    return ImageFileReader.read(new ByteArrayInputStream(bytes), name);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ImageFileReaderTest.class.getResourceAsStream("/pictures/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
