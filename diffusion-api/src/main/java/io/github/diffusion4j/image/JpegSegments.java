package io.github.diffusion4j.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * What the header of a JPEG file says.
 *
 * @param components of a pixel: 1 grey, 3 colour, 4 CMYK or YCCK; 0 if there is no frame
 * @param ycck whether four components are YCCK
 * @param undeclared whether the colour space of three components is not declared
 * @param orientation of the stored image
 */
record JpegSegments(int components, boolean ycck, boolean undeclared, Orientation orientation) {
  private static final byte[] JFIF = {
    (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };
  private static final int START = 0xD8;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;
  private static final int APP14 = 0xEE;
  private static final int SCAN = 0xDA;
  private static final int ADOBE_TRANSFORM = 11; // in the segment
  private static final int YCCK = 2;
  private static final int COMPONENTS = 5; // in a frame
  private static final int FIRST_COMPONENT = 6;
  private static final String EXIF = "Exif\0\0";

  static JpegSegments of(byte[] file) {
    int components = 0;
    boolean ycck = false;
    boolean declared = false;
    Orientation orientation = Orientation.UPRIGHT;
    for (Segment segment = Segment.at(file, 2); segment.isHeader(); ) {
      if (segment.marker == APP0 && segment.begins("JFIF\0")) {
        declared = true;
      } else if (segment.marker == APP14 && segment.begins("Adobe")) {
        declared = true;
        ycck = segment.value(ADOBE_TRANSFORM) == YCCK;
      } else if (segment.marker == APP1 && segment.begins(EXIF)) {
        orientation = Orientation.ofTiff(segment.from(EXIF.length()));
      } else if (isFrame(segment.marker)) {
        components = segment.value(COMPONENTS);
        declared |= segment.value(FIRST_COMPONENT) == 'R';
      }
      segment = Segment.at(file, segment.end);
    }
    return new JpegSegments(components, ycck, components == 3 && !declared, orientation);
  }

  /**
   * A file for the JDK's reader: without colour profiles, and with a header that tells YCbCr where
   * nothing tells the colour space of three components.
   */
  static byte[] plain(byte[] file) {
    if (file.length < 4 || (file[0] & 0xFF) != 0xFF || (file[1] & 0xFF) != START) {
      return file;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + JFIF.length);
    out.write(file, 0, 2);
    if (of(file).undeclared()) {
      out.write(JFIF, 0, JFIF.length);
    }
    int at = 2;
    for (Segment segment = Segment.at(file, at); segment.isHeader(); ) {
      if (!(segment.marker == APP2 && segment.begins("ICC_PROFILE\0"))) {
        out.write(file, at, segment.end - at);
      }
      at = segment.end;
      segment = Segment.at(file, at);
    }
    out.write(file, at, file.length - at);
    return out.toByteArray();
  }

  /** SOF0 to SOF15 without DHT, JPG and DAC, which lie between. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  /** A marker with its content, which lies in the file from an index to another. */
  private static final class Segment {
    private final byte[] file;
    private final int marker;
    private final int begin;
    private final int end;

    private Segment(byte[] file, int marker, int begin, int end) {
      this.file = file;
      this.marker = marker;
      this.begin = begin;
      this.end = end;
    }

    /** The segment at a place; none that is a header if there is something else. */
    static Segment at(byte[] file, int place) {
      int at = place;
      while (at + 1 < file.length && (file[at] & 0xFF) == 0xFF && (file[at + 1] & 0xFF) == 0xFF) {
        at++; // a fill byte
      }
      if (at + 4 > file.length || (file[at] & 0xFF) != 0xFF) {
        return new Segment(file, SCAN, place, place);
      }
      int length = (file[at + 2] & 0xFF) << 8 | (file[at + 3] & 0xFF);
      return new Segment(file, file[at + 1] & 0xFF, at + 4, at + 2 + length);
    }

    boolean isHeader() {
      return marker != SCAN && end >= begin && end <= file.length;
    }

    boolean begins(String text) {
      byte[] wanted = text.getBytes(ISO_8859_1);
      return wanted.length <= end - begin
          && Arrays.equals(file, begin, begin + wanted.length, wanted, 0, wanted.length);
    }

    /** A byte of the content; -1 behind it. */
    int value(int place) {
      return begin + place < end ? file[begin + place] & 0xFF : -1;
    }

    byte[] from(int place) {
      return Arrays.copyOfRange(file, begin + place, end);
    }
  }
}
