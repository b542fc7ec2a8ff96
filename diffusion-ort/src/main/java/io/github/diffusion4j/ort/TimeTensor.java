package io.github.diffusion4j.ort;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.platform.Fp16Conversions;
import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * How the graph takes the time: a number per row ([n], [n, 1], ...), or one for all ([1], [1, 1],
 * ... or a scalar).
 *
 * @param input the input
 * @param unit what the network is told of a level
 * @param shared whether all rows of a run have the same time
 */
record TimeTensor(GraphTensor input, NetworkTime unit, boolean shared) {

  /** Whether the graph's type is one that {@link #write} knows. */
  static boolean takes(OnnxJavaType type) {
    return switch (type) {
      case FLOAT, FLOAT16, DOUBLE, INT32, INT64 -> true;
      default -> false;
    };
  }

  /**
   * Looks whether the type can hold the times 1 to T, as the card counts them, without rounding
   * them to others: whole numbers exactly, all others as long as they are no whole numbers for the
   * graph.
   *
   * @return the cure, if not
   */
  Optional<String> checkExact(NoiseSchedule schedule) {
    boolean counts =
        unit.measure() == NetworkTime.Measure.INDEX || unit.measure() == NetworkTime.Measure.STEP;
    boolean whole = counts && isWhole(unit.scale()) && isWhole(unit.offset() * unit.scale());
    double first = unit.of(schedule.level(1));
    double last = unit.of(schedule.level(schedule.steps()));
    double largest = Math.max(Math.abs(first), Math.abs(last));
    double bound = largestExact(whole);
    if (!whole && isInteger()) {
      return Optional.of(
          "its times, %s to %s, are no whole numbers and would be rounded; set time = index or step, as the network was trained, or export it with a time of float32"
              .formatted(first, last));
    }
    return largest <= bound
        ? Optional.empty()
        : Optional.of(
            "its times go to %s, and numbers above %s would be rounded; export it with a time of float32 or int64"
                .formatted(largest, bound));
  }

  private boolean isInteger() {
    return input.type() == OnnxJavaType.INT32 || input.type() == OnnxJavaType.INT64;
  }

  private double largestExact(boolean whole) {
    return switch (input.type()) {
      case FLOAT16 -> whole ? 1 << 11 : 65504;
      case FLOAT -> whole ? 1 << 24 : Float.MAX_VALUE;
      case INT32 -> Integer.MAX_VALUE;
      default -> 1L << 53;
    };
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number);
  }

  /** The dimensions of the tensor for some rows. */
  long[] dimensions(int rows) {
    long[] dimensions = new long[input.rank()];
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = i == 0 && !shared ? rows : 1;
    }
    return dimensions;
  }

  int bytes(int rows) {
    return (shared ? 1 : rows) * input.type().size;
  }

  /**
   * Writes one time. A network that takes whole numbers is given the nearest: it was trained at
   * those.
   */
  void write(ByteBuffer target, int row, Level level) {
    double time = unit.of(level);
    int at = row * input.type().size;
    switch (input.type()) {
      case FLOAT -> target.putFloat(at, (float) time);
      case FLOAT16 -> target.putShort(at, Fp16Conversions.floatToFp16((float) time));
      case DOUBLE -> target.putDouble(at, time);
      case INT32 -> target.putInt(at, (int) Math.rint(time));
      case INT64 -> target.putLong(at, (long) Math.rint(time));
      default -> throw new AssertionError(input);
    }
  }

  /** How many rows from the first on one run can take. */
  int runLength(List<Level> levels, int first, int limit) {
    int rows = Math.min(limit, levels.size() - first);
    if (!shared) {
      return rows;
    }
    int length = 1;
    while (length < rows && unit.of(levels.get(first + length)) == unit.of(levels.get(first))) {
      length++;
    }
    return length;
  }
}
