package io.github.diffusion4j.train.onnx;

import static java.util.Objects.requireNonNull;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.hash.Hashing;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@link OnnxExport} wrote, read back: a network's weights are in the file under the network's
 * names. The arrays are not copied.
 *
 * @param card without prefix
 * @param floats every tensor of float32, float16 or 8 bits, by name
 * @param sha256 of the file, in hexadecimal
 */
public record OnnxFile(Map<String, String> card, Map<String, float[]> floats, String sha256) {
  /** What marks the network's configuration in a card. */
  public static final String NETWORK = "network.";

  /**
   * Reads a file.
   *
   * @param file written by {@link OnnxExport}
   * @return its card and weights
   * @throws IllegalArgumentException if it is not an ONNX file
   * @throws UncheckedIOException if it cannot be read
   */
  public static OnnxFile read(ModelFile file) {
    try {
      byte[] bytes = bytes(file);
      return of(ModelProto.parseFrom(bytes), Hashing.sha256().hashBytes(bytes).toString());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(file.name() + ": no ONNX file, or cut off", e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file.name(), e);
    }
  }

  /**
   * The network that the card tells of.
   *
   * @return it, without weights
   * @throws IllegalArgumentException if the card tells of none
   */
  public Network network() {
    ImmutableMap.Builder<String, String> configuration = ImmutableMap.builder();
    Maps.filterKeys(card, key -> key.startsWith(NETWORK))
        .forEach((key, value) -> configuration.put(key.substring(NETWORK.length()), value));
    return Networks.of(configuration.buildOrThrow());
  }

  private static byte[] bytes(ModelFile file) throws IOException {
    if (file instanceof ModelFile.InMemory memory) {
      return memory.bytes();
    }
    return Files.readAllBytes(((ModelFile.OnDisk) file).path());
  }

  private static OnnxFile of(ModelProto model, String sha256) {
    Map<String, String> metadata = new HashMap<>();
    model.getMetadataPropsList().forEach(p -> metadata.put(p.getKey(), p.getValue()));
    Map<String, float[]> floats = new HashMap<>();
    Map<String, byte[]> whole = new HashMap<>();
    Map<String, byte[]> columns = new HashMap<>();
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      ByteBuffer data = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      switch (tensor.getDataType()) {
        case TensorProto.DataType.FLOAT_VALUE ->
            floats.put(tensor.getName(), floats(data.asFloatBuffer()));
        case TensorProto.DataType.FLOAT16_VALUE ->
            floats.put(tensor.getName(), widened(data.asShortBuffer()));
        case TensorProto.DataType.INT8_VALUE ->
            whole.put(tensor.getName(), tensor.getRawData().toByteArray());
        case TensorProto.DataType.UINT8_VALUE ->
            columns.put(tensor.getName(), tensor.getRawData().toByteArray());
        default -> {} // shapes
      }
    }
    whole.forEach(
        (name, values) ->
            floats.put(
                name,
                new Int8(values, requireNonNull(floats.get(name + Int8.SCALE), name)).floats()));
    columns.forEach(
        (name, values) -> {
          float[] scales = floats.get(name + Int8.SCALE);
          if (scales != null) { // the others stand for 0
            floats.put(name, Int8.ofUnsignedColumns(values, scales).floats());
          }
        });
    return new OnnxFile(ModelCard.ofMetadata(metadata), ImmutableMap.copyOf(floats), sha256);
  }

  private static float[] floats(FloatBuffer data) {
    float[] values = new float[data.remaining()];
    data.get(values);
    return values;
  }

  private static float[] widened(ShortBuffer halves) {
    float[] values = new float[halves.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float16.toFloat(halves.get(i));
    }
    return values;
  }
}
