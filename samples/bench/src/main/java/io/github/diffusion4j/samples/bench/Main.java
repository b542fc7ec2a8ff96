package io.github.diffusion4j.samples.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code java -jar bench.jar NAME...}: runs benchmarks and prints their tables as Markdown. */
public final class Main {
  private static final Map<String, Benchmark> BENCHMARKS =
      new TreeMap<>(
          Map.of(
              "callers", Callers::run,
              "cold-start", ColdStart::run,
              "forms", GraphForms::run,
              "kernels", KernelCost::run,
              "loop", LoopCost::run,
              "noise", NoiseCost::run,
              "peer", PeerCost::run,
              "shares", TimeShares::run,
              "spinning", SpinningCost::run,
              "threads", ThreadChoice::run));

  private Main() {}

  /**
   * Runs the benchmarks named.
   *
   * @param names of benchmarks; none runs all
   * @throws Exception if one fails
   */
  public static void main(String... names) throws Exception {
    List<Benchmark> wanted = new ArrayList<>();
    for (String name : names.length == 0 ? BENCHMARKS.keySet() : List.of(names)) {
      wanted.add(named(name));
    }
    System.out.println(Machine.describe());
    for (Benchmark benchmark : wanted) {
      benchmark.run(System.out);
    }
  }

  private static Benchmark named(String name) {
    @Nullable Benchmark benchmark = BENCHMARKS.get(name);
    if (benchmark == null) {
      throw new IllegalArgumentException(
          "benchmark '" + name + "': there are " + BENCHMARKS.keySet());
    }
    return benchmark;
  }

  /** Measures and prints. */
  @FunctionalInterface
  interface Benchmark {
    void run(PrintStream out) throws Exception;
  }
}
