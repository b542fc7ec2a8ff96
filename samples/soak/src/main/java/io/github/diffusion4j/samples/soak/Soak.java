package io.github.diffusion4j.samples.soak;

import io.github.diffusion4j.DiffusionPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Sixteen threads generate in every mode, with random samplers, steps and batches; they cancel,
 * miss deadlines, are interrupted and abandon requests, while the model is closed under their feet
 * and opened again. Processes without a usable temporary folder get one clear sentence. At the end
 * every result was that of its order alone, no thread is left, and resident memory is where it was
 * after warm-up.
 *
 * <p>Argument: the seconds it takes. Resident memory tells of leaks only where the allocator gives
 * back what is freed; the script ({@code mvn -q -Psoak}) sets glibc so.
 */
public final class Soak {
  private static final int THREADS = 16;
  private static final int ORDERS = 48;
  private static final int ROUNDS = 6;
  private static final int WARM_UP = 2;
  private static final long LIVES_MILLIS = 700;
  private static final double MEGABYTE = 1 << 20;

  private final SplittableRandom random = new SplittableRandom(1);
  private final Tally tally = new Tally();
  private final Map<Order, Integer> alone = new HashMap<>();

  private volatile World world = World.open(random);

  private Soak() {}

  /**
   * Soaks.
   *
   * @param args the seconds
   * @throws Exception if something else fails
   */
  public static void main(String[] args) throws Exception {
    System.exit(new Soak().run(Long.parseLong(args[0])) ? 0 : 1);
  }

  private boolean run(long seconds) throws IOException, InterruptedException {
    Cramped.count(tally);
    Sleepers.count(tally);
    orderAlone();
    world.end(random);
    List<Double> resident = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      round(TimeUnit.SECONDS.toNanos(seconds) / ROUNDS);
      System.gc();
      resident.add(residentMegabytes());
      System.out.printf(
          "round %d of %d: %.1f MB resident%n", round + 1, ROUNDS, resident.get(round));
    }
    double before = resident.get(WARM_UP - 1);
    double growth = resident.get(ROUNDS - 1) - before;
    boolean flat = growth <= Math.max(20, 0.05 * before);
    List<String> left = threadsLeft();
    System.out.print(tally);
    System.out.printf(
        "memory after warm-up grew by %.1f MB: %s%n", growth, flat ? "flat" : "WRONG");
    System.out.printf("threads left: %s%n", left);
    return tally.isClean() && flat && left.isEmpty();
  }

  private void orderAlone() {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16")) {
      while (alone.size() < ORDERS) {
        Order order = Order.random(random);
        alone.put(order, Order.digest(order.on(pipeline).generate()));
      }
    }
  }

  /** All callers at work while worlds come and go. */
  private void round(long nanos) throws InterruptedException {
    long start = System.nanoTime();
    world = World.open(random);
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Caller caller =
          new Caller(
              () -> world, alone, () -> System.nanoTime() - start < nanos, tally, random.split());
      callers.add(new Thread(caller, "caller " + i));
    }
    callers.forEach(Thread::start);
    while (System.nanoTime() - start < nanos) {
      Thread.sleep(random.nextLong(LIVES_MILLIS));
      World old = world;
      world = World.open(random);
      old.end(random);
      tally.count("worlds closed");
    }
    for (Thread caller : callers) {
      caller.join();
    }
    world.end(random);
  }

  /** Threads of the library; those without work end within some seconds. */
  private static List<String> threadsLeft() throws InterruptedException {
    List<String> left = List.of();
    for (int second = 0; second < 10; second++) {
      left =
          Thread.getAllStackTraces().keySet().stream()
              .map(Thread::getName)
              .filter(name -> name.startsWith("diffusion4j"))
              .toList();
      if (left.isEmpty()) {
        break;
      }
      Thread.sleep(1000);
    }
    return left;
  }

  /** Of this process, on Linux; elsewhere the heap's. */
  private static double residentMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      Runtime runtime = Runtime.getRuntime();
      return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .findFirst()
        .orElseThrow();
  }
}
