package io.github.diffusion4j.samples.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The executable jar, run as a user runs it. */
public final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final int port;
  private final Path log;

  private ServerProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param settings such as {@code --diffusion.queue=1}
   * @return the running service
   */
  public static ServerProcess start(String... settings) {
    try {
      Path log = Files.createTempFile("diffusion-server", ".log");
      int port = freePort();
      List<String> command =
          new ArrayList<>(
              List.of(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-jar",
                  System.getProperty("server.jar", "target/diffusion-server.jar"),
                  "--server.address=127.0.0.1",
                  "--server.port=" + port));
      command.addAll(List.of(settings));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      ServerProcess server = new ServerProcess(process, port, log);
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * The address of a path.
   *
   * @param path such as {@code /v1/models}
   * @return the address
   */
  public URI at(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
  }

  private void awaitReady() throws IOException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest question = HttpRequest.newBuilder(at("/readyz")).build();
    while (true) {
      try {
        if (client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) { // not there yet
        if (!process.isAlive()) {
          throw new IOException("the service ended: " + Files.readString(log), e);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Asks it to end, as a container is. */
  public void askToEnd() {
    process.destroy();
  }

  /**
   * Waits for its end.
   *
   * @return the exit status
   */
  public int awaitEnd() {
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the service did not end within a minute");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What it wrote.
   *
   * @return its log
   */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
