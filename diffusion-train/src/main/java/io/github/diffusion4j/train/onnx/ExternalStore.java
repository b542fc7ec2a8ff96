package io.github.diffusion4j.train.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * Large constants go into a file beside the graph ("external data" of ONNX), each at a whole number
 * of pages, from where they can be mapped into memory; small ones, which tell shapes, stay inside.
 */
final class ExternalStore implements InitializerStore {
  private static final int SMALL = 1024;
  private static final int PAGE = 4096;

  private final String location;
  private final OutputStream out;
  private long position;

  /**
   * Makes a store.
   *
   * @param location name of the file, as the graph shall call it
   * @param out into the file, from its start
   */
  ExternalStore(String location, OutputStream out) {
    this.location = location;
    this.out = out;
  }

  @Override
  public void put(TensorProto.Builder tensor, ByteBuffer bytes) {
    int length = bytes.remaining();
    if (length < SMALL) {
      INSIDE.put(tensor, bytes);
      return;
    }
    try {
      int padding = (int) (-position & (PAGE - 1));
      out.write(new byte[padding]);
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
      position += padding;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL);
    entry(tensor, "location", location);
    entry(tensor, "offset", Long.toString(position));
    entry(tensor, "length", Integer.toString(length));
    position += length;
  }

  private static void entry(TensorProto.Builder tensor, String key, String value) {
    tensor.addExternalDataBuilder().setKey(key).setValue(value);
  }
}
