package io.github.diffusion4j.samples.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.model.openai.OpenAiImageModel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.ai.openai.api.OpenAiImageApi;

/** Clients of OpenAI that are told another address, and nothing else. */
class OpenAiClientsTest {
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start("--diffusion.models=icons16-turbo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void langChain4jGetsImages() throws IOException {
    OpenAiImageModel model = langChain4j("1024x1024");
    assertSize(1024, model.generate("a folder with a plus").content().base64Data());
    List<dev.langchain4j.data.image.Image> two = model.generate("user", 2).content();
    assertEquals(2, two.size());
    assertSize(1024, two.get(1).base64Data());
  }

  @Test
  void langChain4jIsToldWhatIsWrong() {
    RuntimeException e =
        assertThrows(RuntimeException.class, () -> langChain4j("16x16").generate("a castle"));
    assertTrue(e.toString().contains("castle"), e.toString());
  }

  private static OpenAiImageModel langChain4j(String size) {
    return OpenAiImageModel.builder()
        .baseUrl(server.at("/v1").toString())
        .apiKey("none")
        .modelName("icons16-turbo")
        .size(size)
        .quality("high")
        .user("a user")
        .maxRetries(0)
        .build();
  }

  @Test
  void springAiGetsImages() throws IOException {
    ImageResponse response =
        springAi()
            .call(
                new ImagePrompt(
                    "a folder with a plus",
                    OpenAiImageOptions.builder()
                        .model("icons16-turbo")
                        .N(2)
                        .width(256)
                        .height(256)
                        .responseFormat("b64_json")
                        .quality("hd")
                        .style("vivid")
                        .build()));
    assertEquals(2, response.getResults().size());
    for (ImageGeneration image : response.getResults()) {
      assertSize(256, image.getOutput().getB64Json());
    }
  }

  @Test
  void springAiGetsLinks() throws IOException {
    ImageResponse response =
        springAi()
            .call(
                new ImagePrompt(
                    "folder",
                    OpenAiImageOptions.builder()
                        .model("icons16-turbo")
                        .responseFormat("url")
                        .build()));
    byte[] png = server.get(response.getResult().getOutput().getUrl()).body();
    assertSize(16, Base64.getEncoder().encodeToString(png));
  }

  private static org.springframework.ai.openai.OpenAiImageModel springAi() {
    return new org.springframework.ai.openai.OpenAiImageModel(
        OpenAiImageApi.builder().baseUrl(server.at("").toString()).apiKey("none").build());
  }

  private static void assertSize(int side, String base64) throws IOException {
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    assertEquals(side, image.getWidth());
    assertEquals(side, image.getHeight());
  }
}
