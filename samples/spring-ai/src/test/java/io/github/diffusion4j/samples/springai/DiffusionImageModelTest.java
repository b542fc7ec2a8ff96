package io.github.diffusion4j.samples.springai;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application sees that is given an {@link ImageModel} as a bean. */
class DiffusionImageModelTest {
  private static AnnotationConfigApplicationContext application;
  private static ImageModel model;
  private static DiffusionPipeline pipeline;

  /** All that such an application changes. */
  @Configuration(proxyBeanMethods = false)
  static class LocalImages {
    @Bean
    DiffusionPipeline pipeline() {
      return DiffusionPipeline.load("icons16");
    }

    @Bean
    ImageModel imageModel(DiffusionPipeline pipeline) {
      return new DiffusionImageModel(pipeline, request -> request.steps(4).seed(7));
    }
  }

  @BeforeAll
  static void start() {
    application = new AnnotationConfigApplicationContext(LocalImages.class);
    model = application.getBean(ImageModel.class);
    pipeline = application.getBean(DiffusionPipeline.class);
  }

  @AfterAll
  static void close() {
    application.close();
  }

  @Test
  void aPromptBecomesAnImage() {
    ImageResponse response = model.call(new ImagePrompt("a folder with a plus"));
    assertArrayEquals(folder().generate().toPng(), bytes(response, 0));
  }

  @Test
  void optionsSayHowMany() {
    ImageOptions options = ImageOptionsBuilder.builder().N(2).width(16).height(16).build();
    ImageResponse response = model.call(new ImagePrompt("folder plus", options));
    assertEquals(2, response.getResults().size());
    assertArrayEquals(folder().seed(8).generate().toPng(), bytes(response, 1));
  }

  @Test
  void aNegativeWeightIsNotWanted() {
    ImagePrompt prompt =
        new ImagePrompt(List.of(new ImageMessage("folder"), new ImageMessage("plus", -1f)));
    GenerationRequest alone =
        pipeline
            .request()
            .context(pipeline.context("folder"))
            .negative(pipeline.context("plus"))
            .steps(4)
            .seed(7);
    assertArrayEquals(alone.generate().toPng(), bytes(model.call(prompt), 0));
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    refused("castle", new ImagePrompt("a castle"));
    refused(
        "dall-e-3",
        new ImagePrompt("folder", ImageOptionsBuilder.builder().model("dall-e-3").build()));
    refused(
        "b64_json",
        new ImagePrompt("folder", ImageOptionsBuilder.builder().responseFormat("url").build()));
    refused(
        "17",
        new ImagePrompt("folder", ImageOptionsBuilder.builder().width(17).height(16).build()));
  }

  private static void refused(String part, ImagePrompt prompt) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> model.call(prompt));
    assertTrue(e.toString().contains(part), e.toString());
  }

  private static GenerationRequest folder() {
    return pipeline.request().context(pipeline.context("folder", "plus")).steps(4).seed(7);
  }

  private static byte[] bytes(ImageResponse response, int index) {
    return Base64.getDecoder().decode(response.getResults().get(index).getOutput().getB64Json());
  }
}
