package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.model.ModelFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exporters may leave out the shape of inputs and outputs altogether; the card has it. */
class ShapelessTest {

  static Stream<Set<String>> withoutShape() {
    return Stream.of(
        Set.of("x"), Set.of("y"), Set.of("c"), Set.of("t"), Set.of("x", "t", "c", "y"));
  }

  @ParameterizedTest
  @MethodSource("withoutShape")
  void runsAsWithShapes(Set<String> names) {
    try (OrtDenoiser with = OrtDenoiser.open(toy().output(-1, 2, 4, 4));
        OrtDenoiser without = OrtDenoiser.open(toy().shapeless(names, -1, 2, 4, 4))) {
      assertEquals(with.card().shape(), without.card().shape());
      assertArrayEquals(
          Rows.of(with.card(), 0, 5).evaluate(with),
          Rows.of(without.card(), 0, 5).evaluate(without));
    }
  }

  @Test
  void itIsShown() {
    try (OrtDenoiser model = OrtDenoiser.open(toy().shapeless(Set.of("x"), -1, 2, 4, 4))) {
      assertEquals(
          List.of("x float32 of unknown shape", "t float32 [n]", "c float32 [n, 3]"),
          model.inputs());
    }
  }

  @Test
  void withoutAShapeInTheCardItIsAskedFor() {
    ModelFile file =
        ToyModel.ofBatch(-1).time(DataType.FLOAT, -1).shapeless(Set.of("x"), -1, 2, 4, 4);
    Refused.with(
        IllegalArgumentException.class, () -> OrtDenoiser.open(file), "its card has no 'shape'");
  }

  private static ToyModel toy() {
    return ToyModel.ofBatch(-1)
        .time(DataType.FLOAT, -1)
        .context(-1, 3)
        .card("shape", "2x4x4")
        .card("context.size", "3");
  }
}
