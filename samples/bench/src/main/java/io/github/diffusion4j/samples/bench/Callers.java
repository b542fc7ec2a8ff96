package io.github.diffusion4j.samples.bench;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.ort.ExecutionProvider;
import io.github.diffusion4j.ort.OrtDenoiser;
import io.github.diffusion4j.sampler.Samplers;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Several callers who each want one picture after another. */
final class Callers {
  private static final int STEPS = 20;
  private static final long NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final Map<String, Supplier<Service>> SERVICES =
      new TreeMap<>(
          Map.of(
              "one lock", OneLock::new,
              "one pipeline, shared", Shared::new,
              "a session a thread", SessionPerThread::new));

  private Callers() {}

  static void run(PrintStream out) throws Exception {
    Table table =
        new Table(
            "Callers at once: icons16, DDIM of 20 steps, a picture a request, no guidance",
            "service",
            "callers",
            "pictures a second",
            "median wait, ms",
            "95 of 100 within, ms");
    for (Map.Entry<String, Supplier<Service>> service : SERVICES.entrySet()) {
      for (int callers : new int[] {1, 4, 16, 64}) {
        try (Service opened = service.getValue().get()) {
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

  private static Samples generate(DiffusionPipeline pipeline, long seed) {
    return pipeline
        .request()
        .context(pipeline.context("folder", "plus"))
        .sampler(Samplers.ddim())
        .steps(STEPS)
        .guidance(1)
        .seed(seed)
        .generate();
  }

  /** What callers call. */
  interface Service extends AutoCloseable {
    Samples generate(long seed);

    @Override
    void close();
  }

  /** All generate at once, each evaluation on its own. */
  private record Shared(DiffusionPipeline pipeline) implements Service {
    Shared() {
      this(DiffusionPipeline.load("icons16"));
    }

    @Override
    public Samples generate(long seed) {
      return Callers.generate(pipeline, seed);
    }

    @Override
    public void close() {
      pipeline.close();
    }
  }

  /** One after the other. */
  private record OneLock(Shared shared) implements Service {
    OneLock() {
      this(new Shared());
    }

    @Override
    public Samples generate(long seed) {
      synchronized (shared) {
        return shared.generate(seed);
      }
    }

    @Override
    public void close() {
      shared.close();
    }
  }

  /** A model of its own for each caller, one thread an evaluation. */
  private static final class SessionPerThread implements Service {
    private final List<DiffusionPipeline> all = Collections.synchronizedList(new ArrayList<>());
    private final ThreadLocal<DiffusionPipeline> mine = ThreadLocal.withInitial(this::open);

    private DiffusionPipeline open() {
      DiffusionPipeline opened =
          DiffusionPipeline.of(OrtDenoiser.open(Subject.icons().file(), ExecutionProvider.cpu(1)));
      all.add(opened);
      return opened;
    }

    @Override
    public Samples generate(long seed) {
      return Callers.generate(mine.get(), seed);
    }

    @Override
    public void close() {
      all.forEach(DiffusionPipeline::close);
    }
  }
}
