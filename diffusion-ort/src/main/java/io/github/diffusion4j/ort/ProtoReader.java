package io.github.diffusion4j.ort;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the wire format of Protocol Buffers in one pass and keeps nothing, whatever the size of the
 * file. Not thread-safe.
 */
final class ProtoReader {
  /** As deep as Protocol Buffers themselves go. */
  private static final int DEEPEST = 100;

  private static final int LONGEST_NAME = 1 << 16;

  private final InputStream in;
  private long position;
  private int depth;

  ProtoReader(InputStream in) {
    this.in = in;
  }

  /** What is done with a field of a message: its bytes end at a position. */
  @FunctionalInterface
  interface Field {
    void read(int number, long end) throws IOException;
  }

  /** What is done with a field that is a number. */
  @FunctionalInterface
  interface Numeric {
    void read(int number, long value) throws IOException;
  }

  /** Reads the fields that have a length, and goes past all else. */
  void message(long end, Field field) throws IOException {
    message(end, field, (number, value) -> {});
  }

  /** Reads the fields that have a length, and those that are numbers. */
  void message(long end, Field field, Numeric numeric) throws IOException {
    if (++depth > DEEPEST) {
      throw new MalformedException();
    }
    while (position < end) {
      long tag = varint();
      switch ((int) tag & 7) {
        case 0 -> numeric.read((int) (tag >>> 3), varint());
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

  /** How many bytes were read. */
  long position() {
    return position;
  }

  String text(long end) throws IOException {
    long length = end - position;
    if (length > LONGEST_NAME) {
      throw new MalformedException();
    }
    byte[] bytes = in.readNBytes((int) length);
    position += bytes.length;
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Packed numbers up to a position. */
  List<Long> numbers(long end) throws IOException {
    List<Long> numbers = new ArrayList<>();
    while (position < end) {
      numbers.add(varint());
    }
    return numbers;
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

  private void skip(long count) throws IOException {
    if (count < 0) {
      throw new MalformedException();
    }
    in.skipNBytes(count);
    position += count;
  }

  /** No Protocol Buffers. */
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;
  }
}
