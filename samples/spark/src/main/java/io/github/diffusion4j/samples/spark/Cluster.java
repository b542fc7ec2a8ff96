package io.github.diffusion4j.samples.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A standalone cluster of Spark on 127.0.0.1: a master, and workers of one core each. */
final class Cluster implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");
  private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");

  private final Path folder;
  private final ClusterProcess master;
  private final List<ClusterProcess> workers = new ArrayList<>();

  private Cluster(Path home, int port) throws IOException {
    folder = Files.createTempDirectory("diffusion-spark");
    master =
        ClusterProcess.start(
            home,
            folder.resolve("master.log"),
            ADDRESS,
            command("master.Master", "--port", Integer.toString(port)));
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "diffusion4j-cluster"));
  }

  /**
   * Starts one.
   *
   * @param home with a folder {@code jars}, in which Spark and this library are
   * @param port of the master; 0 for any
   * @param workers how many
   */
  static Cluster start(Path home, int port, int workers) {
    try {
      Cluster cluster = new Cluster(home, port);
      for (int i = 0; i < workers; i++) {
        cluster.addWorker(home, "worker-" + i);
      }
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addWorker(Path home, String name) {
    String files = folder.resolve(name).toString();
    List<String> command =
        command("worker.Worker", "--cores", "1", "--memory", "2g", "--work-dir", files, master());
    workers.add(ClusterProcess.start(home, folder.resolve(name + ".log"), REGISTERED, command));
  }

  private static List<String> command(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("org.apache.spark.deploy." + main);
    command.addAll(List.of("--host", "127.0.0.1", "--webui-port", "0"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The folder above that of the jars that this program runs from. */
  static Path homeOfThisProgram() {
    try {
      Path jar = Path.of(Cluster.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.resolve("../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its address. */
  String master() {
    return master.sign();
  }

  /** Where logs and the files of executors are. */
  Path folder() {
    return folder;
  }

  /** The processes that draw now. */
  List<ProcessHandle> executors() {
    return workers.stream().flatMap(worker -> worker.children().stream()).toList();
  }

  /** Ends the workers, and the master after them. */
  @Override
  public void close() {
    workers.forEach(ClusterProcess::close);
    master.close();
  }
}
