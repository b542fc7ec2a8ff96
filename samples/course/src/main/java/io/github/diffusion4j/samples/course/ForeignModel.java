package io.github.diffusion4j.samples.course;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A network exported by PyTorch, as files on disk. */
final class ForeignModel {
  /** The properties beside the model, which lesson 7 quotes. */
  static final String CARD = "course-model.properties";

  private ForeignModel() {}

  /**
   * Writes one: inputs, output and weights of a model of our own without its card, and beside it
   * the properties that replace the card.
   */
  static void write(Path own, Path foreign) {
    try {
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(own));
      Files.createDirectories(foreign.getParent());
      Files.write(foreign, model.toBuilder().clearMetadataProps().build().toByteArray());
      Files.write(
          foreign.resolveSibling(CARD),
          Resources.toByteArray(Resources.getResource(ForeignModel.class, CARD)));
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + foreign, e);
    }
  }
}
