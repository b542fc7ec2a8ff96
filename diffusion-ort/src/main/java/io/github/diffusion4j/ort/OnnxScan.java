package io.github.diffusion4j.ort;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads of an ONNX file, in one pass and without its weights, what ONNX Runtime tells only of an
 * open session, or not at all: inputs and outputs, in which other files weights lie, and the shapes
 * of the weights. Field numbers are those of onnx.proto.
 */
final class OnnxScan {
  /** Before it, weights that are inputs, too, are constants (IR.md of ONNX). */
  private static final int OVERRIDABLE_SINCE = 4;

  private final ProtoReader in;
  private long irVersion;
  private final Map<String, Long> external = new TreeMap<>();
  private final Map<String, List<Long>> weights = new HashMap<>();
  private final List<OnnxValue> inputs = new ArrayList<>();
  private final List<OnnxValue> outputs = new ArrayList<>();

  private OnnxScan(InputStream in) {
    this.in = new ProtoReader(in);
  }

  /**
   * What was found.
   *
   * @param external the files in which weights lie, as the model names them, with the number of
   *     bytes that they hold at least
   * @param weights the dimensions of the weights by name
   * @param inputs of the graph, weights not counted
   * @param outputs of the graph
   * @param overridable weights that are inputs, too, so that a run may bring others
   */
  record Found(
      Map<String, Long> external,
      Map<String, List<Long>> weights,
      List<OnnxValue> inputs,
      List<OnnxValue> outputs,
      List<OnnxValue> overridable) {
    static final Found NOTHING = new Found(Map.of(), Map.of(), List.of(), List.of(), List.of());

    /** The number of weights. */
    long weightCount() {
      return weights.values().stream()
          .mapToLong(dimensions -> dimensions.stream().reduce(1L, (a, b) -> a * b))
          .sum();
    }

    /** The inputs and outputs of which not even the number of dimensions is known. */
    Set<String> shapeless() {
      return Stream.concat(inputs.stream(), outputs.stream())
          .filter(OnnxValue::isShapeless)
          .map(OnnxValue::name)
          .collect(Collectors.toSet());
    }
  }

  /**
   * Reads a file to its end; nothing is found in what is no ONNX file, which ONNX Runtime refuses.
   *
   * @param size of the file
   */
  static Found of(InputStream in, long size) throws IOException {
    OnnxScan scan = new OnnxScan(in);
    try {
      scan.in.message(size, scan::inModel, scan::numberOfModel);
      List<OnnxValue> weighted =
          scan.inputs.stream().filter(input -> scan.weights.containsKey(input.name())).toList();
      scan.inputs.removeAll(weighted);
      return new Found(
          scan.external,
          scan.weights,
          scan.inputs,
          scan.outputs,
          scan.irVersion < OVERRIDABLE_SINCE ? List.of() : weighted);
    } catch (ProtoReader.MalformedException | EOFException e) {
      return Found.NOTHING;
    }
  }

  private void inModel(int field, long end) throws IOException {
    switch (field) {
      case 7 -> in.message(end, this::inMainGraph);
      case 25 -> in.message(end, this::inFunction);
      default -> {}
    }
  }

  private void numberOfModel(int field, long value) {
    if (field == 1) {
      irVersion = value;
    }
  }

  private void inFunction(int field, long end) throws IOException {
    if (field == 7) {
      in.message(end, this::inNode);
    }
  }

  private void inMainGraph(int field, long end) throws IOException {
    switch (field) {
      case 5 -> tensor(end, weights);
      case 11 -> inputs.add(OnnxValue.read(in, end));
      case 12 -> outputs.add(OnnxValue.read(in, end));
      default -> inGraph(field, end);
    }
  }

  private void inGraph(int field, long end) throws IOException {
    switch (field) {
      case 1 -> in.message(end, this::inNode);
      case 5 -> tensor(end, new HashMap<>());
      case 15 -> in.message(end, this::inSparse);
      default -> {}
    }
  }

  private void inNode(int field, long end) throws IOException {
    if (field == 5) {
      in.message(end, this::inAttribute);
    }
  }

  private void inAttribute(int field, long end) throws IOException {
    switch (field) {
      case 5, 10 -> tensor(end, new HashMap<>());
      case 6, 11 -> in.message(end, this::inGraph);
      case 22, 23 -> in.message(end, this::inSparse);
      default -> {}
    }
  }

  private void inSparse(int field, long end) throws IOException {
    tensor(end, new HashMap<>()); // values and indices
  }

  /** A tensor: dimensions 1, name 8, external data 13 with location, offset and length. */
  private void tensor(long end, Map<String, List<Long>> named) throws IOException {
    List<Long> dimensions = new ArrayList<>();
    String[] name = {""};
    Map<String, String> outside = new HashMap<>();
    in.message(
        end,
        (field, e) -> {
          switch (field) {
            case 1 -> dimensions.addAll(in.numbers(e));
            case 8 -> name[0] = in.text(e);
            case 13 -> entry(e, outside);
            default -> {}
          }
        },
        (field, value) -> {
          if (field == 1) {
            dimensions.add(value);
          }
        });
    named.put(name[0], dimensions);
    if (outside.containsKey("location")) {
      external.merge(
          outside.get("location"),
          number(outside, "offset") + number(outside, "length"),
          Math::max);
    }
  }

  private void entry(long end, Map<String, String> entries) throws IOException {
    String[] entry = {"", ""};
    in.message(end, (field, e) -> entry[field == 1 ? 0 : 1] = in.text(e));
    entries.put(entry[0], entry[1]);
  }

  private static long number(Map<String, String> entries, String key) {
    try {
      return Math.max(0, Long.parseLong(entries.getOrDefault(key, "0")));
    } catch (NumberFormatException e) {
      return 0; // ONNX Runtime refuses it
    }
  }
}
