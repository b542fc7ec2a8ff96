package io.github.diffusion4j.samples.langchain4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.image.Image;
import dev.langchain4j.model.image.ImageModel;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Png;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an application sees that knows {@link ImageModel} alone. */
class DiffusionImageModelTest {
  private static DiffusionPipeline pipeline;
  private static ImageModel model;

  @BeforeAll
  static void load() {
    pipeline = DiffusionPipeline.load("icons16");
    model = new DiffusionImageModel(pipeline, request -> request.steps(4).seed(7));
  }

  @AfterAll
  static void close() {
    pipeline.close();
  }

  @Test
  void aPromptBecomesAnImage() {
    Image image = model.generate("a folder with a plus").content();
    assertEquals("image/png", image.mimeType());
    assertArrayEquals(png(folder(), 0), bytes(image));
  }

  @Test
  void severalImagesDiffer() {
    List<Image> images = model.generate("folder, plus", 3).content();
    assertEquals(3, images.stream().map(Image::base64Data).distinct().count());
    assertArrayEquals(png(folder().count(3), 2), bytes(images.get(2)));
  }

  @Test
  void anImageIsChanged() {
    Image folder = model.generate("folder").content();
    GenerationRequest alone =
        pipeline
            .request()
            .context(pipeline.context("user"))
            .steps(4)
            .seed(7)
            .imageToImage(pipeline.image(bytes(folder)), 0.6);
    assertArrayEquals(png(alone, 0), bytes(model.edit(folder, "user").content()));
  }

  @Test
  void aMaskSaysWhatIsPaintedAnew() {
    Image folder = model.generate("folder").content();
    Image black = image(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB));
    assertArrayEquals(
        pipeline.image(bytes(folder)).data(),
        pipeline.image(bytes(model.edit(folder, black, "user").content())).data());
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    IllegalArgumentException word =
        assertThrows(IllegalArgumentException.class, () -> model.generate("a castle"));
    assertTrue(word.toString().contains("castle"), word.toString());
    Image elsewhere = Image.builder().url("http://localhost/image.png").build();
    assertThrows(IllegalArgumentException.class, () -> model.edit(elsewhere, "user"));
  }

  private static GenerationRequest folder() {
    return pipeline.request().context(pipeline.context("folder", "plus")).steps(4).seed(7);
  }

  private static byte[] png(GenerationRequest request, int index) {
    Samples samples = request.generate();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    samples.writePng(png, index);
    return png.toByteArray();
  }

  private static Image image(BufferedImage pixels) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    Png.write(png, pixels);
    return Image.builder()
        .base64Data(Base64.getEncoder().encodeToString(png.toByteArray()))
        .build();
  }

  private static byte[] bytes(Image image) {
    return Base64.getDecoder().decode(image.base64Data());
  }
}
