package io.github.diffusion4j.ort;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * An input or output of a graph.
 *
 * @param name its name
 * @param type of its elements; unknown where it is no tensor
 * @param dimensions -1 where the graph leaves one open
 * @param names of the open dimensions, such as batch
 * @param shape whether the graph has dimensions for it at all
 */
record GraphTensor(
    String name, OnnxJavaType type, List<Long> dimensions, List<String> names, Shaped shape) {
  static final long OPEN = -1;

  /** Whether a graph has dimensions for a tensor; none is otherwise how a scalar looks. */
  enum Shaped {
    KNOWN,
    UNKNOWN
  }

  static GraphTensor of(NodeInfo node) {
    if (!(node.getInfo() instanceof TensorInfo tensor)) {
      return new GraphTensor(
          node.getName(), OnnxJavaType.UNKNOWN, List.of(), List.of(), Shaped.KNOWN);
    }
    List<Long> dimensions = new ArrayList<>();
    for (long dimension : tensor.getShape()) {
      dimensions.add(dimension);
    }
    return new GraphTensor(
        node.getName(), tensor.type, dimensions, List.of(tensor.getDimensionNames()), Shaped.KNOWN);
  }

  /** The same, without any shape. */
  GraphTensor shapeless() {
    return new GraphTensor(name, type, List.of(), List.of(), Shaped.UNKNOWN);
  }

  /** The same; where the graph has no shape for it, open rows of so many dimensions. */
  GraphTensor withRank(int rank) {
    return shape == Shaped.KNOWN
        ? this
        : new GraphTensor(
            name,
            type,
            Collections.nCopies(rank, OPEN),
            Collections.nCopies(rank, ""),
            Shaped.KNOWN);
  }

  /** The same with elements of float32. */
  GraphTensor withFloat() {
    return new GraphTensor(name, OnnxJavaType.FLOAT, dimensions, names, shape);
  }

  /** Whether its elements are whole numbers. */
  boolean isWhole() {
    return type == OnnxJavaType.INT32 || type == OnnxJavaType.INT64;
  }

  /** Whether every dimension after the first is 1, or may be. */
  boolean takesNumbers() {
    return dimensions.stream().skip(1).allMatch(d -> d == 1 || d == OPEN);
  }

  int rank() {
    return dimensions.size();
  }

  /**
   * Whether rows of these dimensions fit, open dimensions taking any; the first dimension is
   * skipped. A row of a single value fits where all dimensions are 1, or none is there.
   */
  boolean takesRowsOf(List<Integer> row) {
    if (isSingle(row)) {
      return rank() > 0 && takesNumbers();
    }
    if (rank() != row.size() + 1) {
      return false;
    }
    for (int i = 0; i < row.size(); i++) {
      long dimension = dimensions.get(i + 1);
      if (dimension != OPEN && dimension != row.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSingle(List<Integer> row) {
    return row.size() == 1 && row.get(0) == 1;
  }

  /** The dimensions of a tensor of some rows, which fit. */
  long[] dimensions(int rows, Shape row) {
    long[] all = new long[rank()];
    all[0] = rows;
    for (int i = 1; i < all.length; i++) {
      all[i] = isSingle(row.dimensions()) ? 1 : row.dimension(i - 1);
    }
    return all;
  }

  /** The dimensions after the batch; empty if one is open. */
  List<Integer> fixedRow() {
    List<Long> row = dimensions.subList(Math.min(1, rank()), rank());
    return row.stream().allMatch(d -> d > 0)
        ? row.stream().map(Math::toIntExact).toList()
        : List.of();
  }

  /** Such as {@code x float32 [batch, 3, 16, 16]}. */
  @Override
  public String toString() {
    if (shape == Shaped.UNKNOWN) {
      return name + " " + typeName() + " of unknown shape";
    }
    StringJoiner text = new StringJoiner(", ", name + " " + typeName() + " [", "]");
    for (int i = 0; i < rank(); i++) {
      String open = names.get(i).isEmpty() ? "?" : names.get(i);
      text.add(dimensions.get(i) == OPEN ? open : dimensions.get(i).toString());
    }
    return text.toString();
  }

  /** Some ports in one line. */
  static String list(Collection<GraphTensor> graphTensors) {
    return graphTensors.isEmpty()
        ? "none"
        : graphTensors.stream().map(GraphTensor::toString).collect(Collectors.joining(", "));
  }

  private String typeName() {
    return switch (type) {
      case FLOAT -> "float32";
      case DOUBLE -> "float64";
      default -> type.name().toLowerCase(Locale.ROOT);
    };
  }
}
