package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Exporters give the time every type and shape, and fix the batch or leave it open. */
class TimeInputTest {
  private static final long OPEN = -1;

  static Stream<Arguments> graphs() {
    List<Arguments> graphs = new ArrayList<>();
    for (DataType type :
        List.of(
            DataType.FLOAT, DataType.FLOAT16, DataType.DOUBLE, DataType.INT32, DataType.INT64)) {
      for (long batch : new long[] {OPEN, 1, 3}) {
        graphs.add(Arguments.of(type, batch, new long[] {batch}));
        graphs.add(Arguments.of(type, batch, new long[] {batch, 1}));
        graphs.add(Arguments.of(type, batch, new long[] {OPEN, 1}));
        graphs.add(Arguments.of(type, batch, new long[] {batch, 1, 1}));
        graphs.add(Arguments.of(type, batch, new long[] {OPEN, 1, 1, 1}));
        graphs.add(Arguments.of(type, batch, new long[] {OPEN, OPEN, OPEN, OPEN}));
        graphs.add(Arguments.of(type, batch, new long[] {1}));
        graphs.add(Arguments.of(type, batch, new long[] {1, 1, 1, 1}));
        graphs.add(Arguments.of(type, batch, new long[] {}));
      }
    }
    return graphs.stream();
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void everyRowIsToldItsOwnTimeAndContext(DataType type, long batch, long[] time) {
    ModelFile file =
        ToyModel.ofBatch(batch).time(type, time).context(batch, 3).output(batch, 2, 4, 4);
    try (OrtDenoiser model = OrtDenoiser.open(file)) {
      int rows = 8;
      Tensor x = Tensor.zeros(rows, model.card().shape());
      List<Level> levels = new ArrayList<>();
      List<ContextVector> contexts = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        levels.add(model.card().schedule().level(10 + row / 3)); // neighbours share a time
        contexts.add(ContextVector.of(0.25f * row, 0.125f, 0.125f));
        x.data()[row * model.card().shape().size()] = 100 * row;
      }
      Tensor raw = Tensor.zeros(rows, model.card().outputShape());
      model.evaluate(Evaluation.of(x, levels, contexts, raw));
      for (int row = 0; row < rows; row++) {
        float expected = 100 * row + (10 + row / 3) + 0.25f * row + 0.25f;
        assertEquals(expected, raw.row(row)[0], "row " + row);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INT32", "INT64"})
  void aNetworkOfWholeTimesIsToldTheNearest(DataType type) {
    ModelFile file = ToyModel.ofBatch(OPEN).time(type, OPEN).output(OPEN, 2, 4, 4);
    try (OrtDenoiser model = OrtDenoiser.open(file)) {
      Tensor x = Tensor.zeros(2, model.card().shape());
      Tensor raw = Tensor.zeros(2, model.card().outputShape());
      List<Level> levels = List.of(Level.of(10.4, 1, 1), Level.of(10.6, 1, 1));
      List<ContextVector> contexts = Collections.nCopies(2, ContextVector.unconditional());
      model.evaluate(Evaluation.of(x, levels, contexts, raw));
      assertEquals(10, raw.row(0)[0]);
      assertEquals(11, raw.row(1)[0]);
    }
  }
}
