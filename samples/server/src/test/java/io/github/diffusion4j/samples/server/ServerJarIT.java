package io.github.diffusion4j.samples.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The executable jar: models and native libraries are in jars within it. */
@Timeout(300)
class ServerJarIT {

  @Test
  void drawsAndEndsWhenItIsToldTo() throws Exception {
    try (ServerProcess server = ServerProcess.start("--diffusion.models=icons16,icons16-turbo");
        DiffusionPipeline pipeline = DiffusionPipeline.load("icons16-turbo")) {
      HttpResponse<String> drawn =
          ask(server, Map.of("model", "icons16-turbo", "prompt", "folder plus", "seed", 7)).join();
      assertEquals(200, drawn.statusCode(), drawn.body());
      byte[] alone =
          pipeline.request().context(pipeline.context("folder", "plus")).seed(7).generate().toPng();
      String image = RunningServer.json(drawn.body()).at("/data/0/b64_json").asText();
      assertArrayEquals(alone, Base64.getDecoder().decode(image));

      CompletableFuture<HttpResponse<String>> running =
          ask(
              server,
              Map.of("prompt", "folder", "sampler", "ddpm", "steps", 300, "model", "icons16"));
      awaitStart(server);
      server.askToEnd();
      assertEquals(200, running.join().statusCode(), "what runs is answered");
      assertEquals(143, server.awaitEnd(), server.log());
      assertTrue(server.log().contains("Graceful shutdown complete"), server.log());
    }
  }

  private static CompletableFuture<HttpResponse<String>> ask(
      ServerProcess server, Map<String, Object> request) {
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(server.at("/v1/images/generations"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(RunningServer.json(request)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** One request warmed the model up, a second has begun. */
  private static void awaitStart(ServerProcess server) throws Exception {
    List<String> begun;
    do {
      String metrics =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(server.at("/actuator/prometheus")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      begun =
          metrics
              .lines()
              .filter(
                  line -> line.matches("diffusion_waiting_seconds_count.*\"icons16\".* 2(\\.0)?"))
              .toList();
    } while (begun.isEmpty());
  }
}
