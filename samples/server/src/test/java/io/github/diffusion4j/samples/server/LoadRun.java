package io.github.diffusion4j.samples.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bounded load on a service in this process, {@code mvn -q -Pload -pl samples/server -am}: 1, 16,
 * 64 and 256 callers, whose images are to be those of lone requests, then clients that vanish. At
 * the end no request, no thread and no memory is to be left.
 */
final class LoadRun {
  private static final int[] CALLERS = {1, 16, 64, 256};
  private static final int KINDS = 16;
  private static final int VANISHING = 200;

  private final RunningServer server;
  private final List<Map<String, Object>> requests = new ArrayList<>();
  private final List<String> alone = new ArrayList<>();
  private final AtomicInteger wrong = new AtomicInteger();

  private LoadRun(RunningServer server) {
    this.server = server;
    List<String> labels = List.of("folder", "user", "mail", "document");
    for (int kind = 0; kind < KINDS; kind++) {
      requests.add(
          Map.of(
              "labels",
              List.of(labels.get(kind % labels.size())),
              "seed",
              kind,
              "steps",
              1 + kind % 4,
              "guidance",
              kind % 3));
    }
  }

  /**
   * Prints a table, and ends with 1 if anything was not as it is to be.
   *
   * @param args requests per row, by default 512
   */
  public static void main(String... args) throws Exception {
    int perRow = args.length == 0 ? 512 : Integer.parseInt(args[0]);
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    LoadRun run;
    try (RunningServer server =
        RunningServer.start("--diffusion.models=icons16-turbo", "--diffusion.queue=512")) {
      run = new LoadRun(server);
      for (Map<String, Object> request : run.requests) {
        run.alone.add(image(server.generate(request)));
      }
      System.out.printf(
          "%7s %9s %8s %8s %9s%n", "callers", "images/s", "p50 ms", "p99 ms", "heap MB");
      for (int callers : CALLERS) {
        run.row(callers, perRow);
      }
      run.vanish();
      run.vanish(); // the heap is what it was after the first
    }
    List<String> left = left(before);
    System.out.printf("threads left: %s%nwrong: %d%n", left, run.wrong.get());
    System.exit(left.isEmpty() && run.wrong.get() == 0 ? 0 : 1);
  }

  private void row(int callers, int count) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    long start = System.nanoTime();
    List<Future<Long>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = i % KINDS;
      calls.add(threads.submit(() -> call(kind)));
    }
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      nanos[i] = calls.get(i).get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    threads.shutdown();
    Arrays.sort(nanos);
    System.out.printf(
        "%7d %9.1f %8.0f %8.0f %9d%n",
        callers,
        count / seconds,
        nanos[count / 2] / 1e6,
        nanos[Math.min(count - 1, count * 99 / 100)] / 1e6,
        heapMegabytes());
  }

  private long call(int kind) {
    long start = System.nanoTime();
    String image = image(server.generate(requests.get(kind)));
    if (!image.equals(alone.get(kind))) {
      wrong.incrementAndGet();
    }
    return System.nanoTime() - start;
  }

  private static String image(HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException(new String(response.body(), StandardCharsets.UTF_8));
    }
    return RunningServer.json(response).at("/data/0/b64_json").asText();
  }

  /** Clients that send a request, or a part of one, and are gone. */
  private void vanish() throws IOException {
    Map<String, Object> request =
        Map.of("labels", List.of("folder"), "sampler", "ddpm", "steps", 1000);
    for (int i = 0; i < VANISHING; i++) {
      SilentClient.ask(server, request, i % 4 == 3 ? 0.5 : 1).close();
    }
    String image = image(server.generate(requests.get(0))); // behind them, should they still run
    System.out.printf(
        "%d clients vanished; the next image is %s; heap %d MB%n",
        VANISHING, image.equals(alone.get(0)) ? "as before" : "WRONG", heapMegabytes());
    if (!image.equals(alone.get(0))) {
      wrong.incrementAndGet();
    }
  }

  private static long heapMegabytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }

  private static List<String> left(Set<Thread> before) throws InterruptedException {
    List<String> left = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && !thread.getName().startsWith("HttpClient")) {
        thread.join(10_000);
        if (thread.isAlive()) {
          left.add(thread.getName());
        }
      }
    }
    return left;
  }
}
