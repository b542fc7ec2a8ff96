package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.Adapter;
import io.github.diffusion4j.tensor.Shape;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * The law that a row's output does not depend on its batch, kept by looking: before the first batch
 * of each size some rows are evaluated together and alone. Should a bit differ, rows are evaluated
 * one by one from then on.
 *
 * <p>ONNX Runtime 1.28 with every optimisation keeps the law on x64 for convolutions, matrix
 * products and normalisations, on one thread and on two. Sin and Cos break it, even on one: the
 * elements that fill no whole vector register are computed by other instructions, and the batch
 * decides which they are. A time embedding whose frequencies are a multiple of 16 leaves none over;
 * another one may slip through, for it differs at few times.
 *
 * <p>Rows of a large network are evaluated one by one from the start: each keeps all threads busy
 * by itself, more at once only need more memory, and looking would cost eight rows and more.
 *
 * <p>Thread-safe.
 */
final class BatchInvariance {
  private static final System.Logger LOGGER = System.getLogger(BatchInvariance.class.getName());

  /** What was compared. */
  private record Size(Shape shape, int rows, List<Adapter> adapters) {}

  /** From so many weights on a network is large: 512 MiB of float32. */
  static final long LARGE = 1L << 27;

  private final String model;
  private final boolean large;
  private final Set<Size> proven = ConcurrentHashMap.newKeySet();
  private volatile boolean broken;

  BatchInvariance(String model, long weights) {
    this.model = model;
    large = weights >= LARGE;
  }

  /**
   * Whether so many rows may be evaluated together.
   *
   * @param adapters whose factors take part
   * @param proof whether they give the same together as alone; asked once a size
   */
  boolean allows(Shape shape, int rows, List<Adapter> adapters, BooleanSupplier proof) {
    if (rows == 1) {
      return true;
    }
    if (large || broken) {
      return false;
    }
    Size size = new Size(shape, rows, adapters);
    if (proven.contains(size) || proof.getAsBoolean()) {
      proven.add(size);
      return true;
    }
    LOGGER.log(
        System.Logger.Level.INFO,
        "{0}: {1} rows evaluated together differ in their last bits from the same rows alone; they are evaluated one by one from now on, so that results do not depend on the batch",
        model,
        rows);
    broken = true;
    return false;
  }
}
