package io.github.diffusion4j.samples.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/** A master or a worker of Spark, in a process of its own. */
final class ClusterProcess implements AutoCloseable {
  private final Process process;
  private final CompletableFuture<String> ready = new CompletableFuture<>();

  private ClusterProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one and waits until it says that it is ready.
   *
   * @param home with a folder {@code jars}
   * @param log where its output goes
   * @param sign the line that says so
   * @param command class and arguments
   */
  static ClusterProcess start(Path home, Path log, Pattern sign, List<String> command) {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElse("java"));
    words.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    words.addAll(List.of("-Xmx256m", "-cp", home.resolve("jars") + "/*"));
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    try {
      ClusterProcess started = new ClusterProcess(builder.start());
      Thread reader = new Thread(() -> started.read(log, sign), "log of " + command.get(0));
      reader.setDaemon(true);
      reader.start();
      started.sign();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Path log, Pattern sign) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        var copy = Files.newBufferedWriter(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.write(line + "\n");
        copy.flush();
        Matcher match = sign.matcher(line);
        if (match.find()) {
          ready.complete(match.group());
        }
      }
      ready.completeExceptionally(new IllegalStateException("it ended: see " + log));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  /** What the line that it was waited for said. */
  String sign() {
    try {
      return ready.join();
    } catch (CompletionException e) {
      process.destroyForcibly();
      throw new IllegalStateException("no cluster: " + e.getCause(), e.getCause());
    }
  }

  /** The processes that it started, of a worker the executors. */
  List<ProcessHandle> children() {
    return process.children().toList();
  }

  /** Ends it, and with a worker its executors. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
