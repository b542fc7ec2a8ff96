package io.github.diffusion4j.train;

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
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@link OnnxExport} wrote, read back: a network's weights stand in the file under the names
 * that the network calls them by.
 *
 * @param card without prefix
 * @param floats every float tensor, by name
 * @param sha256 of the file, in hexadecimal
 */
record OnnxFile(Map<String, String> card, Map<String, float[]> floats, String sha256) {
  /** What marks the network's configuration in a card. */
  static final String NETWORK = "network.";

  static OnnxFile read(ModelFile file) {
    try {
      byte[] bytes = bytes(file);
      return of(ModelProto.parseFrom(bytes), Hashing.sha256().hashBytes(bytes).toString());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(file.name() + ": no ONNX file, or cut off", e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file.name(), e);
    }
  }

  /** The network that the card tells of. */
  Network network() {
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
    ImmutableMap.Builder<String, float[]> floats = ImmutableMap.builder();
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()) {
        float[] values = new float[tensor.getRawData().size() / Float.BYTES];
        tensor
            .getRawData()
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer()
            .get(values);
        floats.put(tensor.getName(), values);
      }
    }
    return new OnnxFile(ModelCard.withoutPrefix(metadata), floats.buildOrThrow(), sha256);
  }
}
