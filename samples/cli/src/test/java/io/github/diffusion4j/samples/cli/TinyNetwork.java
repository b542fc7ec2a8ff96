package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Init;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.network.Ops;
import io.github.diffusion4j.train.network.ParameterSpec;
import io.github.diffusion4j.train.onnx.OnnxExport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One convolution, scaled and shifted by time and context: a model of a few hundred weights. */
record TinyNetwork(Shape shape, int contextSize) implements Network {
  static final List<String> LABELS = List.of("folder", "document", "plus", "minus");

  /** Writes a model of images of 3x8x8 with {@link #LABELS}. */
  static Path write(Path file) {
    TinyNetwork network = new TinyNetwork(Shape.of(3, 8, 8), LABELS.size());
    return network.export(
        file,
        Map.of(
            "diffusion.shape", network.shape().toString(),
            "diffusion.schedule", "cosine",
            "diffusion.schedule.steps", "100",
            "diffusion.prediction", "v",
            "diffusion.time", "fraction",
            "diffusion.labels", String.join(",", LABELS)));
  }

  /** Writes the graph without a card, as a folder of a model hub has it. */
  Path export(Path file) {
    return export(file, Map.of());
  }

  private Path export(Path file, Map<String, String> card) {
    OnnxExport.write(this, NetworkSummary.of(this).initialValues(1), card, file);
    return file;
  }

  @Override
  public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
    T scale = linear(ops, "scale", time);
    T shift = context == null ? linear(ops, "shift", time) : linear(ops, "shift", context);
    T weight = ops.parameter(new ParameterSpec("weight", Shape.of(3, 3, 3, 3), Init.FAN_IN));
    T bias = ops.parameter(new ParameterSpec("bias", Shape.of(3), Init.ZEROS));
    return ops.affine(ops.convolution(x, weight, bias), scale, shift);
  }

  private <T> T linear(Ops<T> ops, String name, T x) {
    Shape weight = Shape.of(3, ops.shape(x).dimension(0));
    return ops.linear(
        x,
        ops.parameter(new ParameterSpec(name + "/weight", weight, Init.FAN_IN)),
        ops.parameter(new ParameterSpec(name + "/bias", Shape.of(3), Init.ONES)));
  }

  @Override
  public Map<String, String> configuration() {
    return Map.of("network", "tiny");
  }
}
