package io.github.diffusion4j.samples.server;

import static io.github.diffusion4j.samples.server.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More requests than the service can take, clients that go away, and the end of the service. */
@Timeout(300)
class BusyServerTest {
  private static final Map<String, Object> LONG =
      Map.of("labels", List.of("folder"), "sampler", "ddpm", "steps", 1000);

  /** One request runs, one has room in the queue. */
  private static final String[] NARROW = {
    "--diffusion.models=icons16", "--diffusion.max-rows=1", "--diffusion.queue=1"
  };

  @Test
  void aFullQueueIsToldAndClientsThatGoAwayMakeRoom() throws IOException {
    try (RunningServer server = RunningServer.start(NARROW)) {
      SilentClient running = SilentClient.ask(server, LONG);
      await(server, "diffusion_waiting_seconds_count", started -> started == 2); // 1 warmed up
      SilentClient waiting = SilentClient.ask(server, withStream(LONG));
      await(server, "diffusion_queue_length", queued -> queued == 1);
      HttpResponse<byte[]> refused = server.generate(LONG);
      assertEquals(429, refused.statusCode());
      assertEquals("queue_full", json(refused).at("/error/code").asText());
      assertTrue(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()) >= 1);
      running.close();
      waiting.close();
      await(server, "outcome=\"stopped\"", stopped -> stopped == 2);
      assertEquals(
          200, server.generate(Map.of("labels", List.of("folder"), "steps", 1)).statusCode());
    }
  }

  @Test
  void whatRunsIsAnsweredBeforeTheServiceEndsAndNoThreadIsLeft() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    RunningServer server = RunningServer.start(NARROW);
    HttpRequest request =
        HttpRequest.newBuilder(server.at(ImagesController.GENERATIONS))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    RunningServer.json(
                        Map.of("labels", List.of("folder"), "sampler", "ddpm", "steps", 300))))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    CompletableFuture<HttpResponse<String>> running =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    await(server, "diffusion_waiting_seconds_count", started -> started == 2);
    server.close();
    assertEquals(200, running.join().statusCode());
    assertThrows(
        ConnectException.class,
        () -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()));
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && !thread.getName().startsWith("HttpClient")) {
        thread.join(10_000);
      }
    }
    assertEquals(List.of(), left(before));
  }

  private static List<String> left(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread) && thread.isAlive())
        .map(Thread::getName)
        .filter(name -> !name.startsWith("HttpClient")) // the test's own
        .toList();
  }

  private static Map<String, Object> withStream(Map<String, Object> request) {
    Map<String, Object> streamed = new HashMap<>(request);
    streamed.put("stream", true);
    return streamed;
  }

  /** Asks for the metrics until one of them is as wanted. */
  private static void await(RunningServer server, String name, LongPredicate wanted) {
    List<String> lines = new ArrayList<>();
    do {
      lines.clear();
      new String(server.get("/actuator/prometheus").body(), StandardCharsets.UTF_8)
          .lines()
          .filter(
              line -> line.contains(name) && line.startsWith("diffusion") && !line.contains("_max"))
          .filter(line -> !line.contains("_sum"))
          .forEach(lines::add);
    } while (lines.stream()
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .noneMatch(value -> wanted.test((long) Double.parseDouble(value))));
  }
}
