package io.github.diffusion4j.samples.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Several callers who each want one image after another. */
final class Callers {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(3);

  private Callers() {}

  static void run(PrintStream out) throws Exception {
    Table table =
        new Table(
            "Callers at once: icons16, DDIM of 20 steps, an image a request, no guidance; mixed:"
                + " samplers of 10, 20 and 30 steps in turn",
            "service",
            "callers",
            "images per second",
            "median wait, ms",
            "95 of 100 within, ms");
    for (Map.Entry<String, Supplier<Service>> service : Service.all().entrySet()) {
      for (int callers : new int[] {1, 4, 16, 64}) {
        try (Service opened = service.getValue().get()) {
          opened.prepare();
          measure(service.getKey(), opened, callers, table);
        }
      }
    }
    table.print(out);
  }

  private static void measure(String name, Service service, int callers, Table table)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    AtomicLong seeds = new AtomicLong();
    call(threads, service, callers, seeds, NANOS / 4); // warms up
    long start = System.nanoTime();
    List<Long> waits = call(threads, service, callers, seeds, NANOS);
    double seconds = (System.nanoTime() - start) / 1e9;
    threads.shutdown();
    Collections.sort(waits);
    table.add(
        name,
        callers,
        waits.size() / seconds,
        waits.get(waits.size() / 2) / 1e6,
        waits.get(waits.size() * 95 / 100) / 1e6);
  }

  /** Has every caller ask until the time is over, once at least; how long each request took. */
  private static List<Long> call(
      ExecutorService threads, Service service, int callers, AtomicLong seeds, long nanos)
      throws Exception {
    long end = System.nanoTime() + nanos;
    Callable<List<Long>> caller =
        () -> {
          List<Long> waits = new ArrayList<>();
          do {
            waits.add(Pairs.nanos(() -> service.generate(seeds.getAndIncrement())));
          } while (System.nanoTime() < end);
          return waits;
        };
    List<Long> all = new ArrayList<>();
    for (Future<List<Long>> waits : threads.invokeAll(Collections.nCopies(callers, caller))) {
      all.addAll(waits.get());
    }
    return all;
  }
}
