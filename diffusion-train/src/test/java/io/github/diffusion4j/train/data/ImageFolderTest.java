package io.github.diffusion4j.train.data;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a sub-folder a class, some of its files damaged. */
class ImageFolderTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path root;

  @BeforeEach
  void images() throws IOException {
    write("cats/tom.png", 8, 0xFFFF0000);
    write("cats/wide.png", 12, 0xFF00FF00);
    write("dogs/rex.png", 8, 0x00000000);
    Files.writeString(root.resolve("dogs/torn.png"), "no image");
    byte[] png = Files.readAllBytes(root.resolve("cats/tom.png"));
    Files.write(root.resolve("dogs/cut.png"), Arrays.copyOf(png, png.length / 2));
    Files.writeString(root.resolve("dogs/.hidden"), "not looked at");
  }

  @Test
  void whatCannotBeUsedIsNamedAndSkipped() {
    Dataset data = ImageFolder.read(root, Optional.empty(), InvalidImages.SKIP);
    assertEquals(Shape.of(3, 8, 8), data.shape());
    assertEquals(List.of("cats", "dogs"), data.labels());
    assertEquals(2, data.size());
    List<String> rejected = data.rejected().stream().map(Rejected::toString).toList();
    assertEquals(3, rejected.size());
    assertTrue(rejected.get(0).contains("wide.png") && rejected.get(0).contains("8x12"));
    assertTrue(rejected.get(1).contains("cut.png") && rejected.get(1).contains("damaged"));
    assertTrue(rejected.get(2).contains("torn.png") && rejected.get(2).contains("not an image"));
  }

  @Test
  void whatCannotBeUsedIsRefusedWhenAsked() {
    String message =
        refusal(
            IllegalArgumentException.class,
            () -> ImageFolder.read(root, Optional.empty(), InvalidImages.REFUSE));
    assertTrue(message.contains("wide.png") && message.contains("8x12"), message);
  }

  @Test
  void aDamagedImageIsNamedOnce() throws IOException {
    Files.delete(root.resolve("cats/wide.png"));
    Files.delete(root.resolve("dogs/cut.png"));
    String message =
        refusal(
            IllegalArgumentException.class,
            () -> ImageFolder.read(root, Optional.empty(), InvalidImages.REFUSE));
    assertEquals(message.indexOf("torn.png"), message.lastIndexOf("torn.png"), message);
  }

  @Test
  void coloursAndClassesAreThoseOfTheFiles() {
    Dataset data = ImageFolder.read(root, Optional.empty(), InvalidImages.SKIP);
    float[] tom = new float[192];
    data.example(0).copyImage(tom, 0);
    assertEquals("tom", data.example(0).name());
    assertEquals(1, tom[0]);
    assertEquals(-1, tom[64]);
    float[] rex = new float[192];
    data.example(1).copyImage(rex, 0);
    assertEquals(1, rex[100]); // transparent is white
    float[] label = new float[2];
    data.example(1).copyContext(label, 0);
    assertArrayEquals(new float[] {0, 1}, label);
  }

  @Test
  void greyImagesKeepTheirLevels() throws IOException {
    BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64; i++) {
      grey.getRaster().setSample(i % 8, i / 8, 0, 51);
    }
    Files.createDirectories(root.resolve("ash"));
    Png.write(root.resolve("ash/grey.png"), grey);
    for (Sizing sizing : List.of(Sizing.exactly(8, 8), Sizing.resizedTo(4, 4))) {
      Dataset data = ImageFolder.read(root, Optional.of(sizing), InvalidImages.SKIP);
      float[] ash = new float[data.shape().size()];
      data.example(0).copyImage(ash, 0);
      for (float value : ash) {
        assertEquals(-0.6f, value, sizing + "");
      }
    }
  }

  @Test
  void imagesAreResizedWhenAsked() {
    Dataset data = ImageFolder.read(root, Optional.of(Sizing.resizedTo(4, 4)), InvalidImages.SKIP);
    assertEquals(Shape.of(3, 4, 4), data.shape());
    assertEquals(3, data.size());
    float[] wide = new float[48];
    data.example(1).copyImage(wide, 0);
    assertArrayEquals(new float[] {-1, 1, -1}, new float[] {wide[5], wide[21], wide[37]}, 0.02f);
  }

  @Test
  void imagesWithoutAClassHaveNoLabel() {
    Dataset data = ImageFolder.read(root.resolve("cats"), Optional.empty(), InvalidImages.SKIP);
    assertEquals(List.of(), data.labels());
    assertEquals(1, data.size());
  }

  @Test
  void imagesBesideTheClassesComeFirstAndHaveNoLabel() throws IOException {
    write("stray.png", 8, 0xFF0000FF);
    Dataset data = ImageFolder.read(root, Optional.empty(), InvalidImages.SKIP);
    assertEquals("stray", data.example(0).name());
    assertEquals(List.of("cats", "dogs"), data.labels());
    assertFalse(data.example(0).isOn(0) || data.example(0).isOn(1));
  }

  @Test
  void theSizeIsTheOneOfMost() throws IOException {
    write("cats/wide2.png", 12, 0xFF00FF00);
    write("dogs/wide3.png", 12, 0xFF00FF00);
    write("dogs/wide4.png", 12, 0xFF00FF00);
    Dataset data = ImageFolder.read(root, Optional.empty(), InvalidImages.SKIP);
    assertEquals(Shape.of(3, 8, 12), data.shape());
    assertEquals(4, data.size());
  }

  @Test
  void aFolderInsideAClassIsNamed() throws IOException {
    Files.createDirectories(root.resolve("cats/old"));
    Dataset data = ImageFolder.read(root, Optional.empty(), InvalidImages.SKIP);
    List<String> rejected = data.rejected().stream().map(Rejected::toString).toList();
    assertTrue(rejected.get(0).contains("old: it is a folder"), rejected.toString());
  }

  @Test
  void aFolderWithoutImagesIsExplained() throws IOException {
    Path empty = Files.createDirectories(root.resolve("cats/old"));
    String message =
        refusal(
            IllegalArgumentException.class,
            () -> ImageFolder.read(empty, Optional.empty(), InvalidImages.SKIP));
    assertTrue(message.contains("no usable image"), message);
  }

  @Test
  void whatSystemsLeaveBesideImagesIsNoClassAndNoImage() throws IOException {
    for (String folder : List.of("__MACOSX/cats", "@eaDir", "$RECYCLE.BIN", "cats/@eaDir")) {
      Files.createDirectories(root.resolve(folder));
      Files.writeString(root.resolve(folder).resolve("._tom.png"), "debris");
    }
    for (String file : List.of("Thumbs.db", "cats/Thumbs.db", "dogs/desktop.ini", ".DS_Store")) {
      Files.writeString(root.resolve(file), "debris");
    }
    Files.delete(root.resolve("cats/wide.png"));
    Files.delete(root.resolve("dogs/cut.png"));
    Files.delete(root.resolve("dogs/torn.png"));
    Dataset data = ImageFolder.read(root, Optional.empty(), InvalidImages.REFUSE);
    assertEquals(List.of("cats", "dogs"), data.labels());
    assertEquals(2, data.size());
  }

  @Test
  void classesWithoutAUsableImageHaveNoLabel() throws IOException {
    Files.createDirectories(root.resolve("birds"));
    Files.createDirectories(root.resolve("cows"));
    Files.writeString(root.resolve("cows/torn.png"), "no image");
    Dataset data = ImageFolder.read(root, Optional.empty(), InvalidImages.SKIP);
    assertEquals(List.of("cats", "dogs"), data.labels());
    assertTrue(data.example(1).isOn(1));
  }

  @Test
  void needsNoFolderForImageIosCache() throws IOException {
    Path gone = Files.createDirectory(root.resolveSibling(root.getFileName() + "-gone"));
    ImageIO.setCacheDirectory(gone.toFile());
    Files.delete(gone);
    try {
      assertEquals(2, ImageFolder.read(root, Optional.empty(), InvalidImages.SKIP).size());
    } finally {
      ImageIO.setCacheDirectory(null);
    }
  }

  @Test
  void greyImagesCanBecomeOneChannel() throws IOException {
    Path greys = root.resolve("greys");
    write("greys/dark.png", 8, 0xFF333333);
    write("greys/light.png", 8, 0xFFCCCCCC);
    Dataset data = ImageFolder.read(greys, Optional.empty(), InvalidImages.REFUSE);
    assertTrue(data.isGreyInColour());
    assertEquals(Shape.of(1, 8, 8), data.grey().shape());
    assertEquals(-0.6f, data.grey().images().data()[0], 1e-6f);
    assertFalse(data.grey().isGreyInColour());
    assertFalse(ImageFolder.read(root, Optional.empty(), InvalidImages.SKIP).isGreyInColour());
  }

  private void write(String name, int width, int argb) throws IOException {
    BufferedImage image = new BufferedImage(width, 8, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, argb);
      }
    }
    Files.createDirectories(root.resolve(name).getParent());
    Png.write(root.resolve(name), image);
  }
}
