package io.github.diffusion4j.samples.spark;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a cluster on this machine, to try things on. */
@Command(
    name = "cluster",
    description = "Run a standalone cluster on 127.0.0.1, from the jars of this program.")
final class ClusterCommand implements Callable<Integer> {
  @Option(
      names = "--workers",
      defaultValue = "2",
      description = "Workers of one core each. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--port",
      defaultValue = "7077",
      description = "Port of the master. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    Cluster cluster = Cluster.start(Cluster.homeOfThisProgram(), port, workers);
    System.out.printf(
        "%s with %d workers, logs in %s; Ctrl-C ends it%n",
        cluster.master(), workers, cluster.folder());
    new CountDownLatch(1).await(); // the cluster is closed when the JVM is told to end
    return 0;
  }
}
