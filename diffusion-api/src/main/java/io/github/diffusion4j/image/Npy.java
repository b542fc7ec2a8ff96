package io.github.diffusion4j.image;

import io.github.diffusion4j.files.AtomicFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * An array of a NumPy {@code .npy} file. Read are bool, uint8, int32, int64, float32 and float64 of
 * either byte order, in C order, up to 2 GiB; written are float32 and uint8. The data stay in
 * memory as they are in the file, so a million bytes take a million bytes.
 *
 * <p>Immutable and thread-safe.
 */
public final class Npy {
  private static final int CHUNK = 1 << 14;
  private static final int LARGEST = Integer.MAX_VALUE - 8; // a Java array

  private final NpyHeader header;
  private final ByteBuffer data;

  private Npy(NpyHeader header, ByteBuffer data) {
    this.header = header;
    this.data = data;
  }

  /**
   * Reads an array.
   *
   * @param file of format version 1.0 to 3.0
   * @return the array
   * @throws UncheckedIOException if the file cannot be read; the message names it
   * @throws IllegalArgumentException if it is no such file, is cut off, or is of another type or
   *     order; the message names the file, what is wrong and the cure
   */
  public static Npy read(Path file) {
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      NpyHeader header = NpyHeader.read(in);
      long bytes = header.dataBytes();
      // A damaged header may claim any size: only what is there is allocated.
      if (bytes > Files.size(file)) {
        throw new IllegalArgumentException(
            "shape %s takes %d bytes of data and the whole file has %d; copy or save it again"
                .formatted(header.dimensions(), bytes, Files.size(file)));
      }
      if (bytes > LARGEST) {
        throw new IllegalArgumentException(
            "its %d bytes of data are above 2 GiB; split the array".formatted(bytes));
      }
      byte[] data = new byte[(int) bytes];
      in.readFully(data);
      if (in.read() >= 0) {
        throw new IllegalArgumentException(
            "it goes on after the %d bytes of shape %s; save one array a file"
                .formatted(bytes, header.dimensions()));
      }
      return new Npy(header, ByteBuffer.wrap(data).order(header.order()));
    } catch (EOFException e) {
      throw new IllegalArgumentException(file + ": it is cut off; copy or save it again", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes a float32 array, byte by byte as {@code numpy.save} does. The file appears whole or not
   * at all; missing folders are made.
   *
   * @param file where; an existing one is replaced
   * @param values in C order
   * @param dimensions whose product is the number of values
   * @throws UncheckedIOException if the file cannot be written; the message names it
   * @throws IllegalArgumentException if the dimensions make another number of values
   */
  public static void write(Path file, float[] values, int... dimensions) {
    write(
        file,
        NpyElement.F4,
        values.length,
        dimensions,
        out -> {
          var chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            chunk.asFloatBuffer().put(values, from, count);
            out.write(chunk.array(), 0, count * Float.BYTES);
          }
        });
  }

  /**
   * Writes a uint8 array, such as images for Python, byte by byte as {@code numpy.save} does. The
   * file appears whole or not at all; missing folders are made.
   *
   * @param file where; an existing one is replaced
   * @param values in C order, from 0 to 255: bytes without sign
   * @param dimensions whose product is the number of values
   * @throws UncheckedIOException if the file cannot be written; the message names it
   * @throws IllegalArgumentException if the dimensions make another number of values
   */
  public static void write(Path file, byte[] values, int... dimensions) {
    write(file, NpyElement.U1, values.length, dimensions, out -> out.write(values));
  }

  private static void write(
      Path file, NpyElement element, int count, int[] dimensions, AtomicFile.Content data) {
    List<Integer> shape = Arrays.stream(dimensions).boxed().toList();
    var header = new NpyHeader(element, ByteOrder.LITTLE_ENDIAN, shape);
    if (Arrays.stream(dimensions).anyMatch(d -> d < 0)
        || header.dataBytes() != (long) count * element.bytes()) {
      throw new IllegalArgumentException(
          "%d values do not fill shape %s of %s".formatted(count, shape, file));
    }
    AtomicFile.write(
        file,
        out -> {
          out.write(header.toBytes());
          data.writeTo(out);
        });
  }

  /**
   * The shape, such as [n, channels, height, width].
   *
   * @return the dimensions, each 0 or more; none for a single number
   */
  public List<Integer> dimensions() {
    return header.dimensions();
  }

  /**
   * The number of elements.
   *
   * @return the product of the dimensions
   */
  public int size() {
    return data.capacity() / header.element().bytes();
  }

  /**
   * One element.
   *
   * @param index in C order, from 0
   * @return the value; false is 0 and true 1
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public double doubleAt(int index) {
    return at(index).doubleValue();
  }

  /**
   * One element of an integer or bool array, exactly.
   *
   * @param index in C order, from 0
   * @return the value; false is 0 and true 1
   * @throws IndexOutOfBoundsException if there is no such element
   * @throws IllegalStateException if the array is of float32 or float64
   */
  public long longAt(int index) {
    Number value = at(index);
    if (value instanceof Float || value instanceof Double) {
      throw new IllegalStateException("the array holds fractions; ask for doubleAt");
    }
    return value.longValue();
  }

  /**
   * All elements.
   *
   * @return the values, rounded to float32, in C order
   */
  public float[] floats() {
    return floats(0, size());
  }

  /**
   * Some elements that follow each other, such as one image of an array of many.
   *
   * @param from the first, in C order, from 0
   * @param count how many
   * @return the values, rounded to float32
   * @throws IndexOutOfBoundsException if the array does not hold them all
   */
  public float[] floats(int from, int count) {
    Objects.checkFromIndexSize(from, count, size());
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = header.element().get(data, from + i).floatValue();
    }
    return values;
  }

  private Number at(int index) {
    return header.element().get(data, Objects.checkIndex(index, size()));
  }
}
