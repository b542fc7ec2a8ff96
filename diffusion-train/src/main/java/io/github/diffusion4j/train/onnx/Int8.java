package io.github.diffusion4j.train.onnx;

/**
 * Numbers of 8 bits with a scale for each index of the first dimension.
 *
 * @param values from -127 to 127, row-major
 * @param scales what they are multiplied by, one for each index of the first dimension
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one method to the next
record Int8(byte[] values, float[] scales) {
  /** Behind the name of a tensor, the name of its scales. */
  static final String SCALE = "/int8-scale";

  /** What stands for 0 among unsigned numbers. */
  static final int ZERO = 128;

  private static final int MAX = 127;

  /**
   * The nearest numbers.
   *
   * @param floats finite, row-major
   * @param rows size of the first dimension
   */
  static Int8 of(float[] floats, int rows) {
    byte[] values = new byte[floats.length];
    float[] scales = new float[rows];
    int size = floats.length / rows;
    for (int row = 0; row < rows; row++) {
      float largest = 0;
      for (int i = row * size; i < (row + 1) * size; i++) {
        largest = Math.max(largest, Math.abs(floats[i]));
      }
      scales[row] = largest / MAX;
      for (int i = row * size; i < (row + 1) * size; i++) {
        values[i] = scales[row] == 0 ? 0 : (byte) Math.rint(floats[i] / (double) scales[row]);
      }
    }
    return new Int8(values, scales);
  }

  /** The transpose of a matrix, as whole numbers from 1 to 255 about {@link #ZERO}. */
  byte[] unsignedColumns() {
    int columns = scales.length;
    int size = values.length / columns;
    byte[] turned = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      turned[i % size * columns + i / size] = (byte) (values[i] + ZERO);
    }
    return turned;
  }

  /** What {@link #unsignedColumns} came from. */
  static Int8 ofUnsignedColumns(byte[] turned, float[] scales) {
    int columns = scales.length;
    int size = turned.length / columns;
    byte[] values = new byte[turned.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (Byte.toUnsignedInt(turned[i % size * columns + i / size]) - ZERO);
    }
    return new Int8(values, scales);
  }

  float[] floats() {
    float[] floats = new float[values.length];
    int size = values.length / scales.length;
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values[i] * scales[i / size];
    }
    return floats;
  }
}
