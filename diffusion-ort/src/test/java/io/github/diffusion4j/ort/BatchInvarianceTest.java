package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.model.ModelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The output of a row depends on that row alone, bit for bit. */
class BatchInvarianceTest {
  private static final int ROWS = 64;

  static Stream<Path> models() {
    return Stream.of(Foreign.UNET, Foreign.VPRED);
  }

  @ParameterizedTest
  @MethodSource("models")
  void anyBatchAndThreadCountGivesTheBitsOfTheRowAlone(Path path) {
    float[][] alone;
    try (OrtDenoiser one = OrtDenoiser.open(ModelFile.at(path), ExecutionProvider.cpu(1))) {
      alone = Rows.alone(one, ROWS);
    }
    for (int threads = 1; threads <= 2; threads++) {
      try (OrtDenoiser model =
          OrtDenoiser.open(ModelFile.at(path), ExecutionProvider.cpu(threads))) {
        for (int batch : List.of(1, 2, 3, 4, 7, 8, 16, 31, 64)) {
          for (int first = 0; first + batch <= ROWS; first += Math.max(batch, 13)) {
            assertRows(alone, first, Rows.of(model.card(), first, batch).evaluate(model));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void callersInManyThreadsGetTheBitsOfOne(Path path) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try (OrtDenoiser model = OrtDenoiser.open(ModelFile.at(path), ExecutionProvider.cpu(2))) {
      float[][] alone = Rows.alone(model, ROWS);
      List<Future<float[]>> results = new ArrayList<>();
      for (int call = 0; call < 60; call++) {
        Rows rows = Rows.of(model.card(), call, 1 + call % 4);
        results.add(threads.submit(() -> rows.evaluate(model)));
      }
      for (int call = 0; call < 60; call++) {
        assertRows(alone, call, results.get(call).get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aGraphThatMixesItsRowsIsEvaluatedRowByRow() {
    ModelFile mixing =
        ToyModel.ofBatch(-1).time(DataType.FLOAT, -1).batchMean().output(-1, 2, 4, 4);
    try (LogCapture log = LogCapture.of(BatchInvariance.class);
        OrtDenoiser model = OrtDenoiser.open(mixing)) {
      float[][] alone = Rows.alone(model, 5);
      for (int call = 0; call < 3; call++) {
        assertRows(alone, 0, Rows.of(model.card(), 0, 5).evaluate(model));
      }
      assertEquals(1, log.messages().size(), log::toString);
      assertTrue(log.messages().get(0).contains("5 rows"), log::toString);
    }
  }

  /** The sines of 6 frequencies break it: they fill no whole number of vector registers. */
  @ParameterizedTest
  @ValueSource(ints = {16, 48})
  void timeEmbeddingsOfSixteensOfFrequenciesKeepTheLaw(int frequencies) {
    ModelFile file =
        ToyModel.ofBatch(-1)
            .time(DataType.FLOAT, -1, 1)
            .sines(frequencies)
            .card("time", "fraction")
            .output(-1, 2, 4, 4);
    for (int batch = 2; batch < 12; batch++) {
      try (OrtDenoiser model = OrtDenoiser.open(file, ExecutionProvider.cpu(1))) {
        float[][] alone = Rows.alone(model, ROWS);
        for (int first = 0; first + batch <= ROWS; first += batch) {
          assertRows(alone, first, Rows.of(model.card(), first, batch).evaluate(model));
        }
      }
    }
  }

  private static void assertRows(float[][] alone, int first, float[] together) {
    int size = alone[0].length;
    for (int i = 0; i < together.length / size; i++) {
      float[] row = Arrays.copyOfRange(together, i * size, (i + 1) * size);
      assertArrayEquals(alone[first + i], row, "row " + (first + i));
    }
  }
}
