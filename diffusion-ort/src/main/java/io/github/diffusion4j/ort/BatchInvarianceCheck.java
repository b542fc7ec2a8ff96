package io.github.diffusion4j.ort;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Evaluates the rows of a request together and alone, each at a time of its own: a generation asks
 * for one time in all rows, and some differences show at some times only.
 *
 * @param session runs both
 * @param binding of the graph
 * @param buffers of the caller
 * @param request what is asked
 * @param first row of the batch
 * @param count rows of the batch, at least 2
 */
record BatchInvarianceCheck(
    GuardedSession session,
    GraphBinding binding,
    Buffers buffers,
    Request request,
    int first,
    int count) {
  private static final int ROWS = 8;

  private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

  boolean holds() {
    for (int done = 0; done < ROWS; done += count) {
      if (!holds(request.at(levels(done)))) {
        return false;
      }
    }
    return true;
  }

  /** Looks at {@link #ROWS} rows of the batch, the first and the last among them. */
  private boolean holds(Request probe) {
    int size = binding.card().outputShape(request.x().shape()).size();
    float[] together = new float[count * size];
    float[] alone = new float[size];
    buffers.run(session, probe, first, count, together, 0);
    int looks = Math.min(count, ROWS);
    for (int look = 0; look < looks; look++) {
      int row = look * (count - 1) / (looks - 1);
      buffers.run(session, probe, first + row, 1, alone, 0);
      if (!Arrays.equals(together, row * size, (row + 1) * size, alone, 0, size)) {
        return false;
      }
    }
    return true;
  }

  /** A level a row, spread over the schedule; the same for all where the graph takes only one. */
  private List<Level> levels(int done) {
    NoiseSchedule schedule = binding.card().schedule();
    return IntStream.range(0, request.rows())
        .map(row -> binding.time().shared() ? done : done + row)
        .mapToObj(i -> schedule.level(1 + Math.floor(i * GOLDEN_RATIO % 1 * schedule.steps())))
        .toList();
  }
}
