package io.github.diffusion4j.samples.soak;

import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One thread that asks, waits, cancels, vanishes, and compares what it gets with what the order
 * gives alone.
 *
 * @param world what is open now
 * @param alone the digest of each order's samples
 * @param goOn asked before each order
 * @param tally of what happened
 * @param random of this caller
 */
record Caller(
    Supplier<World> world,
    Map<Order, Integer> alone,
    BooleanSupplier goOn,
    Tally tally,
    SplittableRandom random)
    implements Runnable {

  private enum Way {
    GENERATE,
    GENERATE_ASYNC,
    SUBMIT,
    GENERATE_TOGETHER
  }

  @Override
  public void run() {
    List<Order> orders = List.copyOf(alone.keySet());
    while (goOn.getAsBoolean()) {
      Order order = orders.get(random.nextInt(orders.size()));
      Way way = Way.values()[random.nextInt(Way.values().length)];
      try {
        if (random.nextInt(8) == 0) {
          vanish(order);
        } else {
          check(way, order, ask(way, order));
        }
      } catch (CancellationException e) {
        tally.count(way + " cancelled");
      } catch (RejectedExecutionException e) {
        tally.count(way + " refused: full");
      } catch (IllegalStateException e) {
        tally.count(
            String.valueOf(e.getMessage()).contains("closed")
                ? way + " refused: closed"
                : "WRONG failure by " + way + ": " + e);
      } catch (RuntimeException e) {
        tally.count("WRONG failure by " + way + ": " + e);
      }
      Thread.interrupted(); // an interrupt that came too late
    }
  }

  private void check(Way way, Order order, Samples samples) {
    boolean same = Integer.valueOf(Order.digest(samples)).equals(alone.get(order));
    tally.count(same ? way + " done" : "WRONG samples by " + way);
  }

  /** Asks and never looks at what it gets; half of these clients cancel when they go. */
  private void vanish(Order order) {
    World now = world.get();
    CompletableFuture<Samples> unwanted = now.scheduler().submit(order.on(now.pipeline()));
    if (random.nextBoolean()) {
      unwanted.cancel(true);
    }
    tally.count("vanished");
  }

  private Samples ask(Way way, Order order) {
    World now = world.get();
    GenerationRequest request = order.on(now.pipeline());
    if (random.nextInt(4) == 0) {
      request.deadline(Duration.ofNanos(random.nextLong(1, 20_000_000)));
    }
    if (random.nextInt(8) == 0) {
      interruptSoon();
    }
    return switch (way) {
      case GENERATE -> request.generate();
      case GENERATE_TOGETHER -> now.scheduler().generate(request);
      case GENERATE_ASYNC -> await(request.generateAsync());
      case SUBMIT -> await(now.scheduler().submit(request));
    };
  }

  private void interruptSoon() {
    Thread caller = Thread.currentThread();
    CompletableFuture.delayedExecutor(random.nextInt(10), TimeUnit.MILLISECONDS)
        .execute(caller::interrupt);
  }

  private Samples await(CompletableFuture<Samples> samples) {
    if (random.nextInt(4) == 0) {
      CompletableFuture.delayedExecutor(random.nextInt(10), TimeUnit.MILLISECONDS)
          .execute(() -> samples.cancel(true));
    }
    try {
      return samples.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw e;
    }
  }
}
