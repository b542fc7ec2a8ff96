package io.github.diffusion4j.ort;

import io.github.diffusion4j.lora.AdapterTensor;
import io.github.diffusion4j.lora.ElementType;
import io.github.diffusion4j.ort.json.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The format {@code .safetensors}: the length of a header in 8 bytes, the header, which is JSON
 * with type, shape and place of each tensor, and the data; all in little-endian.
 */
final class Safetensors {
  private static final int LENGTH = Long.BYTES;

  private Safetensors() {}

  /** Whether the bytes begin as such a file does. */
  static boolean isOne(byte[] bytes) {
    return bytes.length > LENGTH && header(bytes) > 1 && bytes[LENGTH] == '{';
  }

  private static long header(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
  }

  /**
   * Reads the tensors.
   *
   * @param file how messages call it
   * @param bytes of the file; the tensors share them
   * @throws IllegalArgumentException if it was cut short, or holds other than real numbers
   */
  static List<AdapterTensor> read(String file, byte[] bytes) {
    long header = header(bytes);
    if (header > bytes.length - LENGTH) {
      throw cutShort(file, bytes);
    }
    int start = LENGTH + (int) header;
    ByteBuffer data = ByteBuffer.wrap(bytes, start, bytes.length - start).slice();
    List<AdapterTensor> tensors = new ArrayList<>();
    Json json = Json.parse(file, Arrays.copyOfRange(bytes, LENGTH, start));
    for (Map.Entry<String, Json> entry : json.members().entrySet()) {
      if (!entry.getKey().equals("__metadata__")) {
        tensors.add(tensor(file, bytes, entry.getKey(), entry.getValue(), data));
      }
    }
    return tensors;
  }

  private static AdapterTensor tensor(
      String file, byte[] bytes, String name, Json json, ByteBuffer data) {
    List<Long> dimensions =
        json.get("shape").elements().stream().map(size -> (long) size.count()).toList();
    List<Json> offsets = json.get("data_offsets").elements();
    if (offsets.size() != 2) {
      throw json.refused("has data_offsets of other than 2 numbers; download it again");
    }
    int from = offsets.get(0).count();
    int to = offsets.get(1).count();
    if (from > to || to > data.capacity()) {
      throw cutShort(file, bytes);
    }
    try {
      return new AdapterTensor(name, dimensions, type(json), data.slice(from, to - from));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage() + "; download it again", e);
    }
  }

  private static ElementType type(Json json) {
    Json type = json.get("dtype");
    return switch (type.string()) {
      case "F32" -> ElementType.FLOAT32;
      case "F16" -> ElementType.FLOAT16;
      case "BF16" -> ElementType.BFLOAT16;
      case "F64" -> ElementType.FLOAT64;
      default -> throw type.expected("F32, F16, BF16 or F64");
    };
  }

  private static IllegalArgumentException cutShort(String file, byte[] bytes) {
    return new IllegalArgumentException(
        "%s: a .safetensors that was cut short (%d bytes); copy or download it again"
            .formatted(file, bytes.length));
  }
}
