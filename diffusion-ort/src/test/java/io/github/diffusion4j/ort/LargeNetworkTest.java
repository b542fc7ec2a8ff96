package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.tensor.Shape;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rows of a large network are evaluated one by one, without looking whether they may be joined. */
class LargeNetworkTest {
  private static final Shape SHAPE = Shape.of(4, 64, 64);

  private final AtomicInteger looks = new AtomicInteger();

  private boolean look() {
    looks.incrementAndGet();
    return true;
  }

  @Test
  void rowsOfALargeNetworkAreEvaluatedAlone() {
    BatchInvariance law = new BatchInvariance("large", BatchInvariance.LARGE);

    assertFalse(law.allows(SHAPE, 2, List.of(), this::look));
    assertTrue(law.allows(SHAPE, 1, List.of(), this::look));
    assertEquals(0, looks.get());
  }

  @Test
  void rowsOfAnotherAreJoinedAfterALook() {
    BatchInvariance law = new BatchInvariance("small", BatchInvariance.LARGE - 1);

    assertTrue(law.allows(SHAPE, 2, List.of(), this::look));
    assertTrue(law.allows(SHAPE, 2, List.of(), this::look));
    assertEquals(1, looks.get());
  }

  /** A file of float32 is little more than its weights. */
  @Test
  void weightsAreCountedWhereverTheyLie() {
    FileInfo info = FileInfo.unhashed(ModelFile.at(Foreign.UNET));

    assertEquals(
        (double) info.size(), (double) (4 * info.found().weightCount()), 0.2 * info.size());
  }
}
