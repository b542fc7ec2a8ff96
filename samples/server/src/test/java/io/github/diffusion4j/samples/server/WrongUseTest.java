package io.github.diffusion4j.samples.server;

import static io.github.diffusion4j.samples.server.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is sent, the answer is the right status and one sentence, and the service stays up. */
class WrongUseTest {
  private static final int MEGABYTES_50 = 50 << 20;

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start("--diffusion.models=icons16-turbo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void isUp() {
    assertEquals(
        200, server.generate(Map.of("labels", List.of("folder"), "steps", 1)).statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"prompt\":\"folder\",\"model\":\"dall-e-3\"} | 404 | model | dall-e-3",
        "{\"prompt\":\"folder\",\"steps\":-1} | 400 | steps | steps = -1",
        "{\"prompt\":\"folder\",\"steps\":2.5} | 400 | steps | 2.5",
        "{\"prompt\":\"folder\",\"seed\":\"seven\"} | 400 | seed | seven",
        "{\"prompt\":\"folder\",\"seed\":99999999999999999999} | 400 | seed | whole number",
        "{\"prompt\":\"folder\",\"n\":0} | 400 | n | n = 0",
        "{\"prompt\":\"folder\",\"n\":11} | 400 | n | 10",
        "{\"prompt\":\"folder\",\"size\":\"17x16\"} | 400 | size | 16x16",
        "{\"prompt\":\"folder\",\"size\":\"99999x99999\"} | 400 | size | 2048",
        "{\"prompt\":\"folder\",\"size\":\"large\"} | 400 | size | WIDTHxHEIGHT",
        "{\"prompt\":\"folder\",\"guidance\":\"NaN\"} | 400 | guidance | NaN",
        "{\"prompt\":\"folder\",\"guidance\":1e400} | 400 | guidance | 100",
        "{\"prompt\":\"folder\",\"sampler\":\"dimm\"} | 400 | sampler | ddim",
        "{\"prompt\":\"folder\",\"response_format\":\"xml\"} | 400 | response_format | b64_json",
        "{\"prompt\":\"folder\",\"step\":3} | 400 | step | steps",
        "{\"prompt\":\"folder\",\"labels\":[\"plus\"]} | 400 | labels | one of them",
        "{\"prompt\":\"a castle\"} | 400 | prompt | folder",
        "{\"labels\":[\"castle\"]} | 400 | labels | folder",
        "{\"labels\":{\"folder\":1}} | 400 | labels | list",
        "{\"seed\":7} | 400 | prompt | no prompt",
        "{\"prompt\":\"folder\",\"deadline\":0} | 400 | deadline | 60",
        "{\"prompt\":\"folder\",\"partial_images\":2} | 400 | partial_images | stream",
        "{\"prompt\":\"folder\",\"variation\":0.5} | 400 | variation | variation_of",
        "{\"prompt\":\"folder\",\"strength\":0.5} | 400 | strength | edits",
        "{\"prompt\":\"folder\" | 400 | `` | JSON",
        "[] | 400 | `` | JSON object",
        "`` | 400 | `` | JSON object",
      })
  void isToldInOneSentence(String body, int status, String field, String part) {
    HttpResponse<byte[]> response =
        server.post(
            "/v1/images/generations",
            "application/json",
            HttpRequest.BodyPublishers.ofString(body));
    assertTold(response, status, field, part);
  }

  private static void assertTold(
      HttpResponse<byte[]> response, int status, String field, String part) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertEquals(status, response.statusCode(), text);
    JsonNode error = json(response).at("/error");
    assertEquals(field, error.at("/param").asText("").replace("null", ""), text);
    assertTrue(error.at("/message").asText().contains(part), text);
    assertFalse(error.at("/message").asText().contains("\n"), text);
    assertFalse(text.contains("Exception"), text);
    assertTrue(error.hasNonNull("type") && error.hasNonNull("code"), text);
  }

  @Test
  void aBodyOf50MegabytesIsRefused() {
    String json = "{\"prompt\":\"%s\"}".formatted("x".repeat(MEGABYTES_50));
    assertTold(
        server.post(
            "/v1/images/generations",
            "application/json",
            HttpRequest.BodyPublishers.ofString(json)),
        413,
        "",
        "bytes");
  }

  @Test
  void aBodyOf50MegabytesOfUnknownLengthIsRefused() {
    assertTold(
        server.post(
            "/v1/images/generations",
            "application/json",
            HttpRequest.BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(new byte[MEGABYTES_50]))),
        413,
        "",
        "bytes");
  }

  @Test
  void anUploadOf50MegabytesIsRefused() {
    assertTold(edit(new Multipart().file("image", new byte[MEGABYTES_50])), 413, "", "too large");
  }

  @Test
  void filesThatAreNoImagesAreRefused() {
    assertTold(edit(new Multipart().field("prompt", "folder")), 400, "image", "no image");
    assertTold(edit(new Multipart().file("image", new byte[100])), 400, "image", "no PNG");
    byte[] damaged = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I'};
    assertTold(edit(new Multipart().file("image", damaged)), 400, "image", "damaged");
  }

  private static HttpResponse<byte[]> edit(Multipart form) {
    return server.post("/v1/images/edits", Multipart.TYPE, form.publisher());
  }

  @Test
  void otherPathsMethodsAndTypesAreRefused() {
    assertTold(server.get("/v1/chat/completions"), 404, "", "/v1/models");
    assertTold(server.get("/v1/models/dall-e-3"), 404, "model", "icons16-turbo");
    assertTold(server.get("/v1/images/edits"), 405, "", "POST");
    assertTold(
        server.post(
            "/v1/images/generations", "text/plain", HttpRequest.BodyPublishers.ofString("{}")),
        415,
        "",
        "application/json");
    assertTold(
        server.post("/v1/images/edits", Multipart.TYPE, HttpRequest.BodyPublishers.ofString("x")),
        400,
        "image",
        "no image");
    assertTold(server.get("/v1/images/generations?prompt=folder&seed=word"), 400, "seed", "word");
  }
}
