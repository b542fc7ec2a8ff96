package io.github.diffusion4j.lora;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * ONNX Runtime's file of an adapter, {@code .onnx_adapter}: a FlatBuffers table with the file
 * identifier {@code TORT}.
 *
 * <pre>
 * table Parameter { name:string; dims:[int64]; data_type:int32; raw_data:[uint8] (force_align: 8); }
 * table Adapter { format_version:int; adapter_version:int; model_version:int; parameters:[Parameter]; }
 * </pre>
 *
 * <p>FlatBuffers are little-endian. A table begins with the distance back to its vtable, which says
 * where the fields are; strings, vectors and tables are told by the distance to them.
 */
public final class AdapterFile {
  private static final byte[] IDENTIFIER = "TORT".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT_VERSION = 1;
  private static final int FIELDS = 4;
  private static final int VTABLE = 2 * Short.BYTES + FIELDS * Short.BYTES;
  private static final int TABLE = Integer.BYTES + FIELDS * Integer.BYTES;
  private static final int ALIGNMENT = 8;

  private final String file;
  private final ByteBuffer bytes;

  private AdapterFile(String file, byte[] bytes) {
    this.file = file;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Whether the bytes begin as an adapter does.
   *
   * @param bytes of a file
   * @return true if they have the file identifier
   */
  public static boolean isOne(byte[] bytes) {
    return bytes.length >= 8
        && ByteBuffer.wrap(bytes, 4, IDENTIFIER.length).equals(ByteBuffer.wrap(IDENTIFIER));
  }

  /**
   * Reads an adapter.
   *
   * @param file how messages call it
   * @param bytes of the file; the tensors share them
   * @return its tensors, in its order
   * @throws IllegalArgumentException if it is none, was cut short, or holds other than real numbers
   */
  public static List<AdapterTensor> read(String file, byte[] bytes) {
    AdapterFile reader = new AdapterFile(file, bytes);
    if (!isOne(bytes)) {
      throw reader.refused("no adapter of ONNX Runtime (no identifier TORT); export it again");
    }
    try {
      return reader.tensors();
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw reader.damaged();
    }
  }

  private List<AdapterTensor> tensors() {
    int adapter = target(0);
    int version = number(adapter, 0);
    if (version != FORMAT_VERSION) {
      throw refused(
          "format version %d of adapters, and this library reads version %d; export it again"
              .formatted(version, FORMAT_VERSION));
    }
    int vector = reference(adapter, 3);
    int count = length(vector, Integer.BYTES);
    List<AdapterTensor> tensors = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      tensors.add(tensor(target(vector + Integer.BYTES + i * Integer.BYTES)));
    }
    return tensors;
  }

  private AdapterTensor tensor(int parameter) {
    String name = StandardCharsets.UTF_8.decode(vector(reference(parameter, 0), 1)).toString();
    ByteBuffer lengths = vector(reference(parameter, 1), Long.BYTES);
    List<Long> dimensions = new ArrayList<>();
    while (lengths.hasRemaining()) {
      dimensions.add(lengths.getLong());
    }
    int code = number(parameter, 2);
    ElementType type =
        ElementType.of(code)
            .orElseThrow(
                () ->
                    refused(
                        "its tensor '%s' has elements of type %d, and factors are real numbers: float32 (1), float16 (10), float64 (11), bfloat16 (16)"
                            .formatted(name, code)));
    try {
      return new AdapterTensor(name, dimensions, type, vector(reference(parameter, 3), 1));
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage() + "; export it again");
    }
  }

  /** Where a field of a table is; 0 if the table does not have it. */
  private int field(int table, int field) {
    int vtable = table - bytes.getInt(table);
    int entry = 2 * Short.BYTES + field * Short.BYTES;
    int offset =
        entry < bytes.getShort(vtable) ? Short.toUnsignedInt(bytes.getShort(vtable + entry)) : 0;
    return offset == 0 ? 0 : table + offset;
  }

  private int number(int table, int field) {
    int at = field(table, field);
    return at == 0 ? 0 : bytes.getInt(at);
  }

  private int reference(int table, int field) {
    int at = field(table, field);
    if (at == 0) {
      throw damaged();
    }
    return target(at);
  }

  private int target(int at) {
    return at + bytes.getInt(at);
  }

  /** The number of elements of a vector, which lies in the file whole. */
  private int length(int vector, int elementBytes) {
    int length = bytes.getInt(vector);
    if (length < 0 || length > (bytes.capacity() - vector - Integer.BYTES) / elementBytes) {
      throw damaged();
    }
    return length;
  }

  private ByteBuffer vector(int vector, int elementBytes) {
    int size = length(vector, elementBytes) * elementBytes;
    return bytes.slice(vector + Integer.BYTES, size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private IllegalArgumentException damaged() {
    return refused("a damaged adapter, or one cut short; copy or export it again");
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(file + ": " + why);
  }

  /**
   * Writes an adapter. Adapter and model have no version of their own: they are 1.
   *
   * @param tensors in the order of the file
   * @return the bytes of the file
   * @throws ArithmeticException if they come to 2 GiB or more
   */
  public static byte[] bytes(List<AdapterTensor> tensors) {
    int vtable = 8;
    int root = vtable + VTABLE;
    ByteBuffer out = ByteBuffer.allocate(bound(tensors)).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(root).put(IDENTIFIER);
    out.putShort((short) VTABLE).putShort((short) TABLE); // of both tables: fields of 4 bytes
    for (int field = 0; field < FIELDS; field++) {
      out.putShort((short) (Integer.BYTES + field * Integer.BYTES));
    }
    out.putInt(root - vtable).putInt(FORMAT_VERSION).putInt(1).putInt(1).putInt(Integer.BYTES);
    int vector = out.position() + Integer.BYTES;
    out.putInt(tensors.size()).position(vector + tensors.size() * Integer.BYTES);
    for (int i = 0; i < tensors.size(); i++) {
      int reference = vector + i * Integer.BYTES;
      align(out, 0);
      out.putInt(reference, out.position() - reference);
      put(out, tensors.get(i), vtable);
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private static void put(ByteBuffer out, AdapterTensor tensor, int vtable) {
    int table = out.position();
    out.putInt(table - vtable).position(table + TABLE);
    byte[] name = tensor.name().getBytes(StandardCharsets.UTF_8);
    vector(out, table + 4, name.length);
    out.put(name).put((byte) 0);
    vector(out, table + 8, tensor.dimensions().size());
    tensor.dimensions().forEach(out::putLong);
    out.putInt(table + 12, tensor.type().code());
    vector(out, table + 16, tensor.data().remaining());
    out.put(tensor.data().duplicate());
  }

  /** Begins a vector that a field refers to, its elements aligned. */
  private static void vector(ByteBuffer out, int field, int length) {
    align(out, Integer.BYTES);
    out.putInt(field, out.position() - field);
    out.putInt(length);
  }

  private static void align(ByteBuffer out, int offset) {
    while (out.position() % ALIGNMENT != offset) {
      out.put((byte) 0);
    }
  }

  private static int bound(List<AdapterTensor> tensors) {
    long bound = 64;
    for (AdapterTensor tensor : tensors) {
      bound +=
          TABLE
              + 8L * ALIGNMENT
              + 3L * tensor.name().length()
              + (long) Long.BYTES * tensor.dimensions().size()
              + tensor.data().remaining();
    }
    return Math.toIntExact(bound);
  }
}
