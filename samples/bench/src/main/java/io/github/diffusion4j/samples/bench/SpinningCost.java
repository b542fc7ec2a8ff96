package io.github.diffusion4j.samples.bench;

import ai.onnxruntime.OrtException;
import com.sun.management.OperatingSystemMXBean;
import io.github.diffusion4j.samples.bench.Setting.Waiting;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What idle threads do to an application that does other things too. */
final class SpinningCost {
  private static final long GAP_MILLISECONDS = 20;
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int ROUNDS = 3;

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final int cores = Runtime.getRuntime().availableProcessors();

  private SpinningCost() {}

  static void run(PrintStream out) throws Exception {
    new SpinningCost().measure().print(out);
  }

  private Table measure() throws Exception {
    Table table =
        new Table(
            "Spinning: icons16 at batch 1",
            "threads",
            "every 20 ms: % of a core",
            "beside %d threads that burn a core: us".formatted(cores));
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting(1, Waiting.ASLEEP));
    for (Waiting waiting : Waiting.values()) {
      settings.add(new Setting(cores, waiting));
    }
    double[][] idle = new double[settings.size()][ROUNDS];
    double[][] loaded = new double[settings.size()][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < settings.size(); i++) {
        idle[i][round] = idle(settings.get(i));
        loaded[i][round] = loaded(settings.get(i));
      }
    }
    for (int i = 0; i < settings.size(); i++) {
      Setting setting = settings.get(i);
      String name = setting.threads() + ", " + setting.waiting();
      table.add(name, median(idle[i]), median(loaded[i]));
    }
    return table;
  }

  private static double median(double[] rounds) {
    return Arrays.stream(rounds).sorted().toArray()[rounds.length / 2];
  }

  /** The processor time of one evaluation every 20 ms, in hundredths of a core. */
  private double idle(Setting setting) throws OrtException, InterruptedException {
    try (BareSession session = new BareSession(Subject.icons(), 1, setting)) {
      session.run(20);
      long start = System.nanoTime();
      long used = system.getProcessCpuTime();
      while (System.nanoTime() - start < NANOS) {
        session.run(1);
        TimeUnit.MILLISECONDS.sleep(GAP_MILLISECONDS);
      }
      return 100.0 * (system.getProcessCpuTime() - used) / (System.nanoTime() - start);
    }
  }

  /** One caller beside as many busy threads as there are cores. */
  private double loaded(Setting setting) throws Exception {
    List<Thread> burners = new ArrayList<>();
    for (int i = 0; i < cores; i++) {
      Thread burner = new Thread(SpinningCost::burn);
      burner.start();
      burners.add(burner);
    }
    try (BareSession session = new BareSession(Subject.icons(), 1, setting)) {
      session.run(20);
      long start = System.nanoTime();
      int runs = 0;
      while (System.nanoTime() - start < NANOS) {
        session.run(1);
        runs++;
      }
      return (System.nanoTime() - start) / 1e3 / runs;
    } finally {
      burners.forEach(Thread::interrupt);
      for (Thread burner : burners) {
        burner.join();
      }
    }
  }

  private static void burn() {
    while (!Thread.currentThread().isInterrupted()) {
      // until the measurement is over
    }
  }
}
