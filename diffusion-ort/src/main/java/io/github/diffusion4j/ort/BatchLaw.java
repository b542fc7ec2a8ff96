package io.github.diffusion4j.ort;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The law that a row's output does not depend on its batch, kept by looking: the first batch of
 * each size is evaluated row by row too. Should a bit differ, as it may where several threads split
 * a sum otherwise for other batches, rows are evaluated one by one from then on.
 *
 * <p>Thread-safe.
 */
final class BatchLaw {
  private static final System.Logger LOGGER = System.getLogger(BatchLaw.class.getName());

  private final String model;
  private final Set<Integer> proven = ConcurrentHashMap.newKeySet();
  private volatile boolean broken;

  BatchLaw(String model) {
    this.model = model;
    proven.add(1);
  }

  /** The most rows that may be evaluated at once. */
  int limit() {
    return broken ? 1 : Integer.MAX_VALUE;
  }

  boolean isProven(int rows) {
    return proven.contains(rows);
  }

  /** A batch of that many rows gave what its rows gave alone. */
  void prove(int rows) {
    proven.add(rows);
  }

  /** A batch of that many rows gave something else. */
  void refute(int rows) {
    if (!broken) {
      LOGGER.log(
          System.Logger.Level.INFO,
          "{0}: {1} rows evaluated together differ in their last bits from the same rows alone; they are evaluated one by one from now on, so that results do not depend on the batch. With ExecutionProvider.cpu(1) they may agree",
          model,
          rows);
    }
    broken = true;
  }
}
