package io.github.diffusion4j.ort;

import ai.onnxruntime.OnnxJavaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An input or output as a file has it.
 *
 * @param name of it
 * @param type number of the element type in onnx.proto; 0 where it is no tensor
 * @param hasShape whether the file has dimensions for it
 * @param dimensions -1 where one is open
 * @param names of the open dimensions
 * @param typeAt where in the file the type is, which is a byte
 */
record OnnxValue(
    String name,
    int type,
    boolean hasShape,
    List<Long> dimensions,
    List<String> names,
    long typeAt) {
  /** The number of float32. */
  static final byte FLOAT = 1;

  /** Name 1, type 2; in it tensor 1 with element type 1 and shape 2, of dimensions 1. */
  static OnnxValue read(ProtoReader in, long end) throws IOException {
    String[] name = {""};
    int[] type = {0};
    long[] typeAt = {-1};
    boolean[] shaped = {false};
    List<Long> dimensions = new ArrayList<>();
    List<String> names = new ArrayList<>();
    ProtoReader.Field shape =
        (f, e) -> {
          if (f == 1) {
            dimension(in, e, dimensions, names);
          }
        };
    ProtoReader.Field tensor =
        (f, e) -> {
          if (f == 2) {
            shaped[0] = true;
            in.message(e, shape);
          }
        };
    ProtoReader.Field typed =
        (f, e) -> {
          if (f == 1) {
            in.message(
                e,
                tensor,
                (g, value) -> {
                  if (g == 1) {
                    type[0] = (int) value;
                    typeAt[0] = in.position() - 1;
                  }
                });
          }
        };
    in.message(
        end,
        (f, e) -> {
          if (f == 1) {
            name[0] = in.text(e);
          } else if (f == 2) {
            in.message(e, typed);
          }
        });
    return new OnnxValue(name[0], type[0], shaped[0], dimensions, names, typeAt[0]);
  }

  /** A value 1 or a name 2. */
  private static void dimension(ProtoReader in, long end, List<Long> dimensions, List<String> names)
      throws IOException {
    long[] value = {GraphTensor.OPEN};
    String[] name = {""};
    in.message(
        end,
        (f, e) -> {
          if (f == 2) {
            name[0] = in.text(e);
          }
        },
        (f, number) -> {
          if (f == 1) {
            value[0] = Math.max(GraphTensor.OPEN, number);
          }
        });
    dimensions.add(value[0]);
    names.add(name[0]);
  }

  /** Whether it is a tensor of which not even the number of dimensions is known. */
  boolean isShapeless() {
    return type != 0 && !hasShape;
  }

  GraphTensor toTensor() {
    return new GraphTensor(
        name,
        javaType(),
        dimensions,
        names,
        isShapeless() ? GraphTensor.Shaped.UNKNOWN : GraphTensor.Shaped.KNOWN);
  }

  private OnnxJavaType javaType() {
    return switch (type) {
      case 1 -> OnnxJavaType.FLOAT;
      case 6 -> OnnxJavaType.INT32;
      case 7 -> OnnxJavaType.INT64;
      case 9 -> OnnxJavaType.BOOL;
      case 10 -> OnnxJavaType.FLOAT16;
      case 11 -> OnnxJavaType.DOUBLE;
      case 16 -> OnnxJavaType.BFLOAT16;
      default -> OnnxJavaType.UNKNOWN;
    };
  }
}
