package io.github.diffusion4j.samples.bench;

import io.github.diffusion4j.BatchScheduler;
import io.github.diffusion4j.BatchSettings;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.ort.ExecutionProvider;
import io.github.diffusion4j.ort.OrtDenoiser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What callers call: a way to share icons16. */
interface Service extends AutoCloseable {

  /** Every way by its name. */
  static Map<String, Supplier<Service>> all() {
    return new TreeMap<>(
        Map.of(
            "one lock", OneLock::new,
            "one pipeline, shared", Shared::new,
            "one pipeline of one thread, shared", Shared::ofOneThread,
            "a session per thread", SessionPerThread::new,
            "batches in flight", () -> new InFlight(Order.same()),
            "batches in flight, mixed", () -> new InFlight(Order.mixed())));
  }

  /** Does what a server has behind it after a minute, and figures shall not contain. */
  default void prepare() {}

  Samples generate(long seed);

  @Override
  void close();

  /** All generate at once, each evaluation on its own. */
  record Shared(DiffusionPipeline pipeline) implements Service {
    Shared() {
      this(DiffusionPipeline.load("icons16"));
    }

    /** Each caller's evaluation stays in the caller's thread. */
    static Shared ofOneThread() {
      return new Shared(
          DiffusionPipeline.of(OrtDenoiser.open(Subject.icons().file(), ExecutionProvider.cpu(1))));
    }

    @Override
    public Samples generate(long seed) {
      return Order.same().of(pipeline, seed).generate();
    }

    @Override
    public void close() {
      pipeline.close();
    }
  }

  /** One after the other. */
  record OneLock(Shared shared) implements Service {
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

  /** A model of its own for each caller, one thread per evaluation. */
  final class SessionPerThread implements Service {
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
      return Order.same().of(mine.get(), seed).generate();
    }

    @Override
    public void close() {
      all.forEach(DiffusionPipeline::close);
    }
  }

  /** Whoever waits joins the next evaluation. */
  record InFlight(DiffusionPipeline pipeline, BatchScheduler scheduler, Order order)
      implements Service {
    private static final int ROWS = 32;
    private static final int QUEUE = 10_000;

    InFlight(Order order) {
      this(DiffusionPipeline.load("icons16"), order);
    }

    private InFlight(DiffusionPipeline pipeline, Order order) {
      this(
          pipeline,
          BatchScheduler.of(pipeline, BatchSettings.defaults().maxRows(ROWS).queue(QUEUE)),
          order);
    }

    /** The library compares the first batch of each size with its rows alone. */
    @Override
    public void prepare() {
      for (int rows = 1; rows <= ROWS; rows++) {
        order.of(pipeline, 0).steps(1).count(rows).maxBatch(rows).generate();
      }
    }

    @Override
    public Samples generate(long seed) {
      return scheduler.generate(order.of(pipeline, seed));
    }

    @Override
    public void close() {
      scheduler.close();
      pipeline.close();
    }
  }
}
