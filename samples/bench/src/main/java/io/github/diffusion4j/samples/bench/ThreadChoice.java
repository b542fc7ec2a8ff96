package io.github.diffusion4j.samples.bench;

import ai.onnxruntime.OrtException;
import io.github.diffusion4j.samples.bench.Setting.Waiting;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One thread or several, asleep or awake between two evaluations that follow at once. */
final class ThreadChoice {
  private static final int ROUNDS = 15;
  private static final long BLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(80);

  /** Until the threads that spin have stopped, so that they do not slow down who comes next. */
  private static final long PAUSE_MILLISECONDS = 30;

  private ThreadChoice() {}

  static void run(PrintStream out) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Setting> settings =
        List.of(
            new Setting(1, Waiting.ASLEEP),
            new Setting(cores, Waiting.ASLEEP),
            new Setting(cores, Waiting.BRIEFLY_AWAKE),
            new Setting(cores, Waiting.AWAKE));
    Table table =
        new Table(
            "Threads: microseconds an evaluation, one after another, in turn",
            "model",
            "batch",
            "1 thread",
            cores + ", asleep",
            cores + ", briefly awake",
            cores + ", awake",
            "asleep / awake");
    measure(Subject.perceptron(), 1, settings, table);
    measure(Subject.perceptron(), 32, settings, table);
    measure(Subject.convolutions(), 1, settings, table);
    measure(Subject.convolutions(), 32, settings, table);
    measure(Subject.icons(), 1, settings, table);
    measure(Subject.icons(), 32, settings, table);
    table.print(out);
  }

  private static void measure(Subject subject, int rows, List<Setting> settings, Table table)
      throws OrtException, InterruptedException {
    List<BareSession> sessions = new ArrayList<>();
    for (Setting setting : settings) {
      sessions.add(new BareSession(subject, rows, setting));
    }
    double[][] took = new double[sessions.size()][ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      for (int i = 0; i < took.length; i++) {
        took[i][Math.max(0, round)] = microseconds(sessions.get(i));
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
      }
    }
    List<Object> cells = new ArrayList<>(List.of(subject.name(), rows));
    for (double[] rounds : took) {
      cells.add(Arrays.stream(rounds).sorted().toArray()[ROUNDS / 2]);
    }
    cells.add(ratio(took[1], took[3]));
    table.add(cells.toArray());
    for (BareSession session : sessions) {
      session.close();
    }
  }

  private static double microseconds(BareSession session) {
    session.run(1);
    long start = System.nanoTime();
    int runs = 0;
    do {
      session.run(1);
      runs++;
    } while (System.nanoTime() - start < BLOCK_NANOS);
    return (System.nanoTime() - start) / 1e3 / runs;
  }

  private static double ratio(double[] first, double[] second) {
    double[] ratios = new double[ROUNDS];
    Arrays.setAll(ratios, round -> first[round] / second[round]);
    Arrays.sort(ratios);
    return ratios[ROUNDS / 2];
  }
}
