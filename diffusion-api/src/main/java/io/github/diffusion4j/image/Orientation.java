package io.github.diffusion4j.image;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How to turn a stored image upright: the orientation tag of EXIF, 0x0112, values 1 to 8.
 *
 * @param transposed whether rows are columns
 * @param flippedX whether the stored image, once transposed, is mirrored left to right
 * @param flippedY whether it is upside down
 */
record Orientation(boolean transposed, boolean flippedX, boolean flippedY) {
  static final Orientation UPRIGHT = new Orientation(false, false, false);

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int MAGIC = 42;

  /** The orientation of a tag's value; upright if it is none of 1 to 8. */
  static Orientation of(int tag) {
    return switch (tag) {
      case 2 -> new Orientation(false, true, false);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, false, true);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, true, false);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, false, true);
      default -> UPRIGHT;
    };
  }

  /** That of a TIFF structure, which EXIF is; upright if it says nothing or is damaged. */
  static Orientation ofTiff(byte[] tiff) {
    try {
      ByteBuffer in = ByteBuffer.wrap(tiff);
      in.order(in.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      if (in.getShort(2) != MAGIC) {
        return UPRIGHT;
      }
      in.position(in.getInt(4));
      for (int entries = Short.toUnsignedInt(in.getShort()); entries > 0; entries--) {
        int tag = Short.toUnsignedInt(in.getShort());
        int type = in.getShort();
        in.getInt(); // the count, which is 1
        int value = Short.toUnsignedInt(in.getShort());
        in.getShort();
        if (tag == TAG && type == SHORT) {
          return of(value);
        }
      }
      return UPRIGHT;
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return UPRIGHT; // a missing tag does not make an image invalid
    }
  }

  Dimension upright(Dimension stored) {
    return transposed
        ? new Dimension(/* width= */ stored.height, /* height= */ stored.width)
        : stored;
  }

  BufferedImage upright(BufferedImage stored) {
    if (equals(UPRIGHT)) {
      return stored;
    }
    Dimension size = upright(new Dimension(stored.getWidth(), stored.getHeight()));
    int[] from = Pixels.of(stored);
    int[] to = new int[from.length];
    for (int y = 0; y < size.height; y++) {
      for (int x = 0; x < size.width; x++) {
        int column = flippedX ? size.width - 1 - x : x;
        int row = flippedY ? size.height - 1 - y : y;
        to[y * size.width + x] =
            from[transposed ? column * stored.getWidth() + row : row * stored.getWidth() + column];
      }
    }
    return Argb.image(size.width, size.height, to);
  }
}
