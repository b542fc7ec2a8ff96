package io.github.diffusion4j.ort;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads of an ONNX file what ONNX Runtime does not tell: in which other files weights lie, and
 * which inputs and outputs have no shape at all. It reads the wire format of Protocol Buffers in
 * one pass and keeps nothing else, whatever the size of the file. Field numbers are those of
 * onnx.proto.
 */
final class OnnxScan {
  /** As deep as Protocol Buffers themselves go. */
  private static final int DEEPEST = 100;

  private static final int LONGEST_NAME = 1 << 16;

  private final InputStream in;
  private final byte[] chunk = new byte[1 << 16];
  private final Set<String> external = new TreeSet<>();
  private final Set<String> shapeless = new TreeSet<>();
  private long position;
  private int depth;

  private OnnxScan(InputStream in) {
    this.in = in;
  }

  /**
   * What was found.
   *
   * @param external the files in which weights lie, as the model names them
   * @param shapeless the inputs and outputs of which not even the number of dimensions is known
   */
  record Found(Set<String> external, Set<String> shapeless) {
    static final Found NOTHING = new Found(Set.of(), Set.of());
  }

  /** What is done with a field of a message, which ends at a position. */
  @FunctionalInterface
  private interface Field {
    void read(int number, long end) throws IOException;
  }

  /**
   * Reads a file to its end; nothing is found in what is no ONNX file, which ONNX Runtime refuses.
   *
   * @param size of the file
   */
  static Found of(InputStream in, long size) throws IOException {
    OnnxScan scan = new OnnxScan(in);
    try {
      scan.message(size, scan::inModel);
      return new Found(scan.external, scan.shapeless);
    } catch (MalformedException | EOFException e) {
      return Found.NOTHING;
    }
  }

  private void inModel(int field, long end) throws IOException {
    switch (field) {
      case 7 -> message(end, this::inGraph);
      case 25 -> message(end, (f, e) -> inFunction(f, e));
      default -> {}
    }
  }

  private void inFunction(int field, long end) throws IOException {
    if (field == 7) {
      message(end, this::inNode);
    }
  }

  private void inGraph(int field, long end) throws IOException {
    switch (field) {
      case 1 -> message(end, this::inNode);
      case 5 -> message(end, this::inTensor);
      case 11, 12 -> value(end);
      case 15 -> message(end, this::inSparse);
      default -> {}
    }
  }

  private void inNode(int field, long end) throws IOException {
    if (field == 5) {
      message(end, this::inAttribute);
    }
  }

  private void inAttribute(int field, long end) throws IOException {
    switch (field) {
      case 5, 10 -> message(end, this::inTensor);
      case 6, 11 -> message(end, this::inGraph);
      case 22, 23 -> message(end, this::inSparse);
      default -> {}
    }
  }

  private void inSparse(int field, long end) throws IOException {
    message(end, this::inTensor); // values and indices
  }

  private void inTensor(int field, long end) throws IOException {
    if (field == 13) {
      String[] entry = {"", ""};
      message(end, (f, e) -> entry[f == 1 ? 0 : 1] = text(e));
      if (entry[0].equals("location")) {
        external.add(entry[1]);
      }
    }
  }

  /** An input or output: name 1, type 2, in it tensor 1, in it shape 2. */
  private void value(long end) throws IOException {
    String[] name = {""};
    boolean[] tensor = new boolean[2]; // is one, has a shape
    message(
        end,
        (f, e) -> {
          if (f == 1) {
            name[0] = text(e);
          } else if (f == 2) {
            message(
                e,
                (g, h) -> {
                  tensor[0] |= g == 1;
                  message(h, (k, l) -> tensor[1] |= k == 2);
                });
          }
        });
    if (tensor[0] && !tensor[1]) {
      shapeless.add(name[0]);
    }
  }

  /** Reads the fields that have a length, and goes past all else. */
  private void message(long end, Field field) throws IOException {
    if (++depth > DEEPEST) {
      throw new MalformedException();
    }
    while (position < end) {
      long tag = varint();
      switch ((int) tag & 7) {
        case 0 -> varint();
        case 1 -> skip(8);
        case 2 -> {
          long length = varint();
          if (length < 0 || length > end - position) {
            throw new MalformedException();
          }
          long next = position + length;
          field.read((int) (tag >>> 3), next);
          skip(next - position);
        }
        case 5 -> skip(4);
        default -> throw new MalformedException();
      }
    }
    depth--;
  }

  private String text(long end) throws IOException {
    long length = end - position;
    if (length > LONGEST_NAME) {
      throw new MalformedException();
    }
    byte[] bytes = in.readNBytes((int) length);
    position += bytes.length;
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      position++;
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new MalformedException();
  }

  /** By reading: who counts or digests the stream sees every byte. */
  private void skip(long count) throws IOException {
    if (count < 0) {
      throw new MalformedException();
    }
    long left = count;
    while (left > 0) {
      int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
      if (read < 0) {
        throw new EOFException();
      }
      position += read;
      left -= read;
    }
  }

  private static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;
  }
}
