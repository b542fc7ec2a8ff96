package io.github.diffusion4j.samples.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service on a free port, and a client of it. */
final class RunningServer implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static RunningServer start(String... settings) {
    List<String> args =
        new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off"));
    args.addAll(List.of(settings));
    return new RunningServer(
        new SpringApplicationBuilder(Server.class).run(args.toArray(String[]::new)));
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  URI at(String path) {
    return path.startsWith("http")
        ? URI.create(path)
        : URI.create("http://127.0.0.1:%d%s".formatted(port(), path));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  HttpResponse<byte[]> get(String path) {
    return send(HttpRequest.newBuilder(at(path)).build());
  }

  HttpResponse<byte[]> post(String path, String type, HttpRequest.BodyPublisher body) {
    return send(HttpRequest.newBuilder(at(path)).header("Content-Type", type).POST(body).build());
  }

  HttpResponse<byte[]> generate(Map<String, ?> request) {
    return post(
        ImagesController.GENERATIONS,
        "application/json",
        HttpRequest.BodyPublishers.ofString(json(request)));
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(
          HttpRequest.newBuilder(request, (name, value) -> true).timeout(PATIENCE).build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    return json(new String(response.body(), StandardCharsets.UTF_8));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
