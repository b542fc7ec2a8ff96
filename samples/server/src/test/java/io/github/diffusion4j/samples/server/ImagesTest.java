package io.github.diffusion4j.samples.server;

import static io.github.diffusion4j.samples.server.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Png;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients get over HTTP is what the library draws, to the byte. */
class ImagesTest {
  private static final Map<String, Object> FOLDER =
      Map.of("labels", List.of("folder", "plus"), "seed", 7, "steps", 4);

  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  private static RunningServer server;
  private static DiffusionPipeline pipeline;

  @BeforeAll
  static void start() {
    server =
        RunningServer.start(
            "--diffusion.folders.mine=../../models/icons16-turbo/icons16-turbo.onnx");
    pipeline = DiffusionPipeline.load("icons16");
  }

  @AfterAll
  static void stop() {
    server.close();
    pipeline.close();
  }

  @Test
  void imagesAreThoseOfTheLibrary() {
    JsonNode answer = drawn(with("n", 2));
    Samples alone = folder().count(2).generate();
    assertArrayEquals(png(alone, 0), image(answer, 0));
    assertArrayEquals(png(alone, 1), image(answer, 1));
    assertEquals(8, answer.at("/data/1/seed").asLong());
    assertEquals("16x16", answer.at("/size").asText());
  }

  @Test
  void theWordsOfAPromptAreLabels() {
    JsonNode answer = drawn(Map.of("prompt", "A folder with a plus.", "seed", 7, "steps", 4));
    assertArrayEquals(png(folder().generate(), 0), image(answer, 0));
  }

  @Test
  void everyImageCarriesTheRequestThatMakesItAgain() {
    JsonNode answer = drawn(with("n", 2));
    JsonNode request = answer.at("/data/1/request");
    JsonNode again = drawn(RunningServer.JSON.convertValue(request, FIELDS));
    assertArrayEquals(image(answer, 1), image(again, 0));
    HttpResponse<byte[]> linked = server.get(answer.at("/data/1/link").asText());
    assertEquals("image/png", linked.headers().firstValue("Content-Type").orElseThrow());
    assertArrayEquals(image(answer, 1), linked.body());
  }

  @Test
  void aLinkIsGivenInPlaceOfBytesWhereAskedFor() {
    JsonNode answer = drawn(with("response_format", "url"));
    assertFalse(answer.at("/data/0").has("b64_json"));
    assertArrayEquals(
        png(folder().generate(), 0), server.get(answer.at("/data/0/url").asText()).body());
  }

  @Test
  void seedsDifferWhereNoneIsGiven() {
    Map<String, Object> request = Map.of("labels", List.of("folder"), "steps", 1);
    assertTrue(
        Stream.generate(() -> drawn(request).at("/data/0/seed").asLong())
                .limit(3)
                .distinct()
                .count()
            > 1);
  }

  @Test
  void aWholeMultipleOfTheSizeIsEnlarged() throws IOException {
    BufferedImage small = read(image(drawn(FOLDER), 0));
    BufferedImage large = read(image(drawn(with("size", "64x64")), 0));
    assertEquals(64, large.getWidth());
    for (int i = 0; i < 64 * 64; i++) {
      assertEquals(small.getRGB(i % 64 / 4, i / 64 / 4), large.getRGB(i % 64, i / 64));
    }
  }

  @Test
  void variationsAreNearASeed() {
    JsonNode same =
        drawn(
            Map.of(
                "labels",
                List.of("folder", "plus"),
                "seed",
                99,
                "steps",
                4,
                "variation_of",
                7,
                "variation",
                0));
    assertArrayEquals(png(folder().generate(), 0), image(same, 0));
  }

  @Test
  void whatIsOutsideTheMaskIsKept() throws IOException {
    BufferedImage before = read(png(folder().generate(), 0));
    BufferedImage mask = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    fill(mask, 8, 0xFFFFFFFF);
    BufferedImage transparent = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
    fill(transparent, 16, 0xFFFFFFFF);
    fill(transparent, 8, 0);
    JsonNode white = edited("/v1/images/edits", before, file(mask));
    JsonNode clear = edited("/v1/images/edits", before, file(transparent));
    assertArrayEquals(image(white, 0), image(clear, 0), "masks of other tools and of OpenAI");
    BufferedImage after = read(image(white, 0));
    int changed = 0;
    for (int i = 0; i < 256; i++) {
      boolean isPainted = i % 16 < 8 && i / 16 < 8;
      boolean isEqual = before.getRGB(i % 16, i / 16) == after.getRGB(i % 16, i / 16);
      assertTrue(isPainted || isEqual, "pixel " + i);
      changed += isEqual ? 0 : 1;
    }
    assertTrue(changed > 20, changed + " pixels changed");
  }

  @Test
  void anImageIsVaried() throws IOException {
    BufferedImage before = read(png(folder().generate(), 0));
    Samples alone =
        pipeline
            .request()
            .context(pipeline.context("user"))
            .seed(3)
            .steps(4)
            .imageToImage(pipeline.image(before), 0.5)
            .generate();
    HttpResponse<byte[]> response =
        server.post(
            "/v1/images/variations",
            Multipart.TYPE,
            new Multipart()
                .file("image", file(enlarged(before)))
                .field("labels", "user")
                .field("strength", 0.5)
                .field("seed", 3)
                .field("steps", 4)
                .publisher());
    assertEquals(200, response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    assertArrayEquals(png(alone, 0), image(json(response), 0));
  }

  @Test
  void stepsAndPreviewsComeAsEvents() {
    HttpResponse<byte[]> response =
        server.generate(
            Map.of(
                "labels",
                List.of("folder", "plus"),
                "seed",
                7,
                "steps",
                4,
                "n",
                2,
                "stream",
                true,
                "partial_images",
                2));
    assertEquals(
        "text/event-stream;charset=UTF-8",
        response.headers().firstValue("Content-Type").orElseThrow());
    List<JsonNode> events = events(response);
    assertEquals(8, ofType(events, "image_generation.progress").size());
    assertEquals(4, ofType(events, "image_generation.partial_image").size());
    List<JsonNode> completed = ofType(events, "image_generation.completed");
    Samples alone = folder().count(2).generate();
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(
          png(alone, i), Base64.getDecoder().decode(completed.get(i).get("b64_json").asText()));
    }
    assertEquals(completed, events.subList(events.size() - 2, events.size()));
  }

  @Test
  void aDeadlineThatPassesIsTold() {
    Map<String, Object> long1000 =
        Map.of("labels", List.of("folder"), "sampler", "ddpm", "steps", 1000, "deadline", 0.05);
    HttpResponse<byte[]> late = server.generate(long1000);
    assertEquals(504, late.statusCode());
    assertEquals("deadline_exceeded", json(late).at("/error/code").asText());
    List<JsonNode> events = events(server.generate(with(long1000, "stream", true)));
    assertEquals("deadline_exceeded", events.get(events.size() - 1).at("/error/code").asText());
  }

  @Test
  void modelsSayWhatTheyDraw() {
    JsonNode models = json(server.get("/v1/models"));
    assertEquals("icons16", models.at("/data/0/id").asText());
    assertEquals("icons16-turbo", models.at("/data/1/id").asText());
    assertEquals("mine", models.at("/data/2/id").asText(), "a file of one's own");
    assertEquals(96, models.at("/data/0/labels").size());
    assertEquals("icons16-turbo", json(server.get("/v1/models/icons16-turbo")).at("/id").asText());
  }

  @Test
  void metricsAreThoseOfThePage() {
    drawn(FOLDER);
    String metrics = new String(server.get("/actuator/prometheus").body(), StandardCharsets.UTF_8);
    for (String name :
        List.of(
            "diffusion_queue_length{",
            "diffusion_waiting_seconds_count{",
            "diffusion_batch_rows_count{",
            "diffusion_evaluation_seconds_bucket{",
            "diffusion_requests_seconds_count{",
            "diffusion_refused_total{")) {
      assertTrue(metrics.contains(name), name);
    }
    assertEquals(200, server.get("/readyz").statusCode());
    assertEquals(200, server.get("/livez").statusCode());
  }

  private static GenerationRequest folder() {
    return pipeline.request().context(pipeline.context("folder", "plus")).seed(7).steps(4);
  }

  private static JsonNode drawn(Map<String, ?> request) {
    HttpResponse<byte[]> response = server.generate(request);
    assertEquals(200, response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    return json(response);
  }

  private static JsonNode edited(String path, BufferedImage image, byte[] mask) {
    HttpResponse<byte[]> response =
        server.post(
            path,
            Multipart.TYPE,
            new Multipart()
                .file("image", file(image))
                .file("mask", mask)
                .field("prompt", "folder minus")
                .field("seed", 1)
                .field("steps", 4)
                .publisher());
    assertEquals(200, response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    return json(response);
  }

  private static Map<String, Object> with(String name, Object value) {
    return with(FOLDER, name, value);
  }

  private static Map<String, Object> with(Map<String, Object> request, String name, Object value) {
    Map<String, Object> more = new HashMap<>(request);
    more.put(name, value);
    return more;
  }

  private static List<JsonNode> events(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> json(line.substring("data: ".length())))
        .toList();
  }

  private static List<JsonNode> ofType(List<JsonNode> events, String type) {
    return events.stream().filter(event -> event.at("/type").asText().equals(type)).toList();
  }

  private static byte[] image(JsonNode answer, int index) {
    return Base64.getDecoder().decode(answer.at("/data/%d/b64_json".formatted(index)).asText());
  }

  private static byte[] png(Samples samples, int index) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    samples.writePng(png, index);
    return png.toByteArray();
  }

  private static byte[] file(BufferedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    Png.write(png, image);
    return png.toByteArray();
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static void fill(BufferedImage image, int side, int argb) {
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, argb);
    }
  }

  private static BufferedImage enlarged(BufferedImage image) {
    BufferedImage large = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 48 * 48; i++) {
      large.setRGB(i % 48, i / 48, image.getRGB(i % 48 / 3, i / 48 / 3));
    }
    return large;
  }
}
