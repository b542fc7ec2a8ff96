package io.github.diffusion4j.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The chunks of a PNG file that the JDK's reader drops.
 *
 * @param chunks by type, the first of each
 */
record PngChunks(Map<String, byte[]> chunks) {
  private static final int SIGNATURE = 8;
  private static final int DEPTH = 8; // in IHDR
  private static final int COLOUR_TYPE = 9;
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int RGB_SAMPLES = 3;

  static PngChunks of(byte[] file) {
    Map<String, byte[]> chunks = new HashMap<>();
    int at = SIGNATURE;
    while (at + 12 <= file.length) {
      int length = ByteBuffer.wrap(file).getInt(at);
      if (length < 0 || length > file.length - at - 12) {
        break; // damaged or cut: the pixels' reader tells
      }
      String type = new String(file, at + 4, 4, ISO_8859_1);
      if (!type.equals("IDAT")) {
        chunks.putIfAbsent(type, Arrays.copyOfRange(file, at + 8, at + 8 + length));
      }
      at += 12 + length;
    }
    return new PngChunks(chunks);
  }

  Orientation orientation() {
    return Orientation.ofTiff(chunks.getOrDefault("eXIf", new byte[0]));
  }

  /** Bits of a sample. */
  int depth() {
    return header(DEPTH);
  }

  /** The one colour that is transparent, as samples of the file; empty if there is none. */
  Optional<int[]> transparentColour() {
    byte[] colour = chunks.getOrDefault("tRNS", new byte[0]);
    int samples = header(COLOUR_TYPE) == GREY ? 1 : header(COLOUR_TYPE) == RGB ? 3 : 0;
    if (samples == 0 || colour.length < samples * Short.BYTES) {
      return Optional.empty();
    }
    int[] transparent = new int[samples];
    for (int i = 0; i < samples; i++) {
      transparent[i] = Short.toUnsignedInt(ByteBuffer.wrap(colour).getShort(i * Short.BYTES));
    }
    return Optional.of(transparent);
  }

  /** A colour of up to 8 bits per sample as opaque ARGB. */
  int opaque(int[] samples) {
    int argb = 0xFF;
    for (int i = 0; i < RGB_SAMPLES; i++) {
      argb = argb << 8 | Argb.level(samples[i % samples.length], (1 << depth()) - 1);
    }
    return argb;
  }

  private int header(int place) {
    byte[] header = chunks.getOrDefault("IHDR", new byte[0]);
    return place < header.length ? header[place] : -1;
  }
}
