package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of float16, wholly or in part, give what their twins of float32 give, rounded. */
class HalfModelTest {
  private static final int ROWS = 13;

  /** Half of the distance from 1 to the next number: the rounding of one operation. */
  private static final double ROUNDING = 0x1p-11;

  private static final List<DataType> FLOATS = List.of(DataType.FLOAT, DataType.FLOAT16);

  static Stream<Arguments> mixtures() {
    List<Arguments> mixtures = new ArrayList<>();
    for (DataType sample : FLOATS) {
      for (DataType time : FLOATS) {
        for (DataType context : FLOATS) {
          for (DataType output : FLOATS) {
            for (long batch : new long[] {-1, 3}) {
              mixtures.add(Arguments.of(sample, time, context, output, batch));
            }
          }
        }
      }
    }
    return mixtures.stream();
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void anyMixtureIsItsTwinOfFloat32(
      DataType sample, DataType time, DataType context, DataType output, long batch) {
    float[] expected = evaluate(twin(DataType.FLOAT));
    float[] actual =
        evaluate(
            ToyModel.in(DataType.FLOAT, sample, batch, 2, 4, 4)
                .time(time, batch)
                .context(context, batch, 3)
                .card("time", "fraction")
                .output(output, batch, 2, 4, 4));
    assertRounded(expected, actual, 4);
  }

  @Test
  void aNetworkThatComputesInHalfIsItsTwinOfFloat32() {
    assertRounded(evaluate(twin(DataType.FLOAT)), evaluate(twin(DataType.FLOAT16)), 8);
  }

  @Test
  void aNetworkOfAnotherFrameworkMadeHalfIsCloseToItself() {
    float[] expected = generate(ModelFile.at(Foreign.UNET), 3);
    assertEquals(0, Foreign.relativeError(generate(HalfTwin.of(Foreign.UNET), 3), expected), 2e-3);
  }

  static Stream<ModelFile> halves() {
    return Stream.of(twin(DataType.FLOAT16), HalfTwin.of(Foreign.UNET));
  }

  @ParameterizedTest
  @MethodSource("halves")
  void aRowOfAHalfModelDoesNotDependOnItsBatch(ModelFile file) {
    try (LogCapture log = LogCapture.of(BatchInvariance.class);
        OrtDenoiser model = OrtDenoiser.open(file)) {
      float[][] alone = Rows.alone(model, ROWS);
      int size = alone[0].length;
      for (int count = 2; count <= ROWS; count++) {
        float[] together = Rows.of(model.card(), 0, count).evaluate(model);
        for (int row = 0; row < count; row++) {
          assertArrayEquals(
              alone[row], Arrays.copyOfRange(together, row * size, (row + 1) * size), "row " + row);
        }
      }
      assertEquals(List.of(), log.messages(), "rows were evaluated one by one");
    }
  }

  @Test
  void aGenerationIsThatOfTheTwin() {
    float[] half = generate(twin(DataType.FLOAT16), 6);
    assertEquals(0, Foreign.relativeError(half, generate(twin(DataType.FLOAT), 6)), 0.01);
    assertArrayEquals(half, generate(twin(DataType.FLOAT16), 6), "same seed, same bytes");
    assertArrayEquals(generate(twin(DataType.FLOAT16), 2), Arrays.copyOf(half, 2 * 32));
  }

  @Test
  void anOverflowOfTheOutputIsTold() {
    try (DiffusionPipeline pipeline =
        DiffusionPipeline.of(OrtDenoiser.open(twin(DataType.FLOAT16)))) {
      Tensor start = Tensor.zeros(2, pipeline.card().shape());
      start.data()[40] = 65504; // the largest of its numbers, and the context is added
      Refused.with(
          IllegalStateException.class,
          () ->
              pipeline
                  .request()
                  .seed(7)
                  .start(start)
                  .context(ContextVector.of(30, 30, 30))
                  .generate(),
          "the network gave Infinity for the sample of seed 8 at stage 0");
    }
  }

  @Test
  void portsSayTheirType() {
    try (OrtDenoiser model = OrtDenoiser.open(twin(DataType.FLOAT16))) {
      assertEquals(
          List.of("x float16 [n, 2, 4, 4]", "t float16 [n]", "c float16 [n, 3]"), model.inputs());
      assertEquals(List.of("y float16 [n, 2, 4, 4]"), model.outputs());
    }
  }

  static ModelFile twin(DataType type) {
    return ToyModel.in(type, type, -1, 2, 4, 4)
        .time(type, -1)
        .context(type, -1, 3)
        .card("time", "fraction")
        .output(type, -1, 2, 4, 4);
  }

  private static float[] evaluate(ModelFile file) {
    try (OrtDenoiser model = OrtDenoiser.open(file)) {
      return Rows.of(model.card(), 0, ROWS).evaluate(model);
    }
  }

  private static float[] generate(ModelFile file, int count) {
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(OrtDenoiser.open(file))) {
      float[] context = new float[pipeline.card().context().size()];
      Arrays.fill(context, 0.5f);
      return pipeline
          .request()
          .count(count)
          .seed(3)
          .steps(10)
          .context(ContextVector.of(context))
          .generate()
          .values()
          .data();
    }
  }

  /** Within so many roundings of values as large as the largest. */
  private static void assertRounded(float[] expected, float[] actual, int roundings) {
    assertEquals(expected.length, actual.length);
    double error = Foreign.relativeError(actual, expected);
    assertTrue(error <= roundings * ROUNDING, "relative error " + error);
  }
}
