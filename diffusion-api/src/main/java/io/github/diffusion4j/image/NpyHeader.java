package io.github.diffusion4j.image;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code .npy} file says of itself before its data. Format: numpy.lib.format, versions 1.0
 * to 3.0.
 */
record NpyHeader(NpyElement element, ByteOrder order, List<Integer> dimensions) {
  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
  private static final int ALIGNMENT = 64;
  private static final int LONGEST = 1 << 16;
  private static final int SPARE_DIGITS = 21; // that NumPy leaves for the first dimension to grow

  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|=]?)(\\w+)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d,\\s]*)\\)");

  /** Reads up to where the data begins. */
  static NpyHeader read(DataInputStream in) throws IOException {
    if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
      throw new IllegalArgumentException("it is no .npy file; write one with numpy.save");
    }
    int major = in.readUnsignedByte();
    in.readUnsignedByte();
    if (major < 1 || major > 3) {
      throw new IllegalArgumentException("its format is version " + major + "; save it as 1 to 3");
    }
    int length =
        major == 1
            ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
            : Integer.reverseBytes(in.readInt());
    if (length < 0 || length > LONGEST) {
      throw new IllegalArgumentException(
          "its header claims %d bytes, above %d: the file is damaged; save it again"
              .formatted(Integer.toUnsignedLong(length), LONGEST));
    }
    byte[] header = new byte[length];
    in.readFully(header);
    return parse(new String(header, StandardCharsets.UTF_8));
  }

  private static NpyHeader parse(String header) {
    Matcher type = find(TYPE, header, "of bool, uint8, int32, int64, float32 or float64");
    if (find(FORTRAN, header, "in C order").group(1).equals("True")) {
      throw new IllegalArgumentException(
          "it is in Fortran order; save numpy.ascontiguousarray of it");
    }
    return new NpyHeader(
        element(type.group(2)),
        type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        dimensions(find(SHAPE, header, "with a shape").group(1)));
  }

  private static Matcher find(Pattern pattern, String header, String cure) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "its header is %s; save an array %s".formatted(header.strip(), cure));
    }
    return matcher;
  }

  private static NpyElement element(String code) {
    try {
      return NpyElement.valueOf(code.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "its elements are '%s'; save it as bool, uint8, int32, int64, float32 or float64"
              .formatted(code),
          e);
    }
  }

  private static List<Integer> dimensions(String text) {
    try {
      return Splitter.on(',')
          .trimResults()
          .omitEmptyStrings()
          .splitToStream(text)
          .map(Integer::valueOf)
          .toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "its shape is (%s); a dimension is at most 2147483647: split it".formatted(text), e);
    }
  }

  /** The bytes of the data, which may be more than an int holds. */
  long dataBytes() {
    long bytes = element.bytes();
    try {
      for (int dimension : dimensions) {
        bytes = Math.multiplyExact(bytes, dimension);
      }
      return bytes;
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private String mark() {
    if (element.bytes() == 1) {
      return "|"; // a single byte has no order
    }
    return order == ByteOrder.BIG_ENDIAN ? ">" : "<";
  }

  /** Version 1.0 of this header, byte by byte as numpy.save writes it. */
  byte[] toBytes() {
    String shape =
        dimensions.size() == 1 ? dimensions.get(0) + "," : Joiner.on(", ").join(dimensions);
    String dictionary =
        "{'descr': '%s%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(mark(), element.name().toLowerCase(Locale.ROOT), shape);
    int growth = dimensions.isEmpty() ? 0 : SPARE_DIGITS - dimensions.get(0).toString().length();
    int prefix = MAGIC.length + 4;
    int unpadded = prefix + dictionary.length() + growth + 1;
    int total = (unpadded / ALIGNMENT + 1) * ALIGNMENT;
    String text = Strings.padEnd(dictionary, total - prefix - 1, ' ') + "\n";
    return ByteBuffer.allocate(total)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) (total - prefix))
        .put(text.getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }
}
