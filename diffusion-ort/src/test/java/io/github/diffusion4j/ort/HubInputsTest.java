package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.model.RuntimeSettings;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every input of a graph is given what it is for, whatever its name, type and dimensions. */
class HubInputsTest {
  private static final double WEIGHT = 7.5;

  private Path folder;

  @BeforeEach
  void work(@TempDir Path temporary) {
    folder = temporary;
  }

  /** The first value of the prediction for x = 1 in all places, of two rows. */
  private static float[] evaluated(HubModel model, double index, ContextVector context) {
    Tensor x = Tensor.zeros(2, model.card().shape());
    Arrays.fill(x.data(), 1);
    Tensor y = Tensor.zeros(2, model.card().outputShape());
    Level level = Level.of(index + 1, 1, 1); // times count from 1, indices from 0
    ContextVector complete =
        model
            .card()
            .context()
            .complete(
                context,
                model.conditions(model.card().shape(), WEIGHT),
                () -> model.textEncoder().orElseThrow().encode(""));
    model.evaluate(Evaluation.of(x, List.of(level, level), List.of(complete, complete), y));
    return new float[] {y.row(0)[0], y.row(1)[0]};
  }

  private static double mean(ContextVector context, String role) {
    float[] values = context.required(role).values();
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  @ParameterizedTest
  @EnumSource
  void theGraphIsGivenSampleTimeAndConditions(ToyKind kind) {
    Path path = kind.write(folder).path();
    HubModel model = HubModel.open(ModelSource.at(path), RuntimeSettings.cpu());
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(model)) {
      ContextVector context = kind.context(pipeline, 1);
      double conditions =
          switch (kind) {
            case PIXELS -> 0;
            case TRANSFORMER -> 1;
            case STABLE_DIFFUSION, HALF -> mean(context, "tokens");
            case OLDER -> mean(context, "tokens") + 0.25 / 0.5;
            case XL -> mean(context, "tokens") + mean(context, "pooled") + 4 * 16 / 6.0;
            case CONSISTENCY ->
                mean(context, "tokens")
                    + mean(model.conditions(model.card().shape(), WEIGHT), "guidance");
          };
      double expected = 0.3 + 0.001 * 500 + 0.5 * conditions;
      double tolerance = kind == ToyKind.HALF ? 2e-3 : 1e-5;
      for (float row : evaluated(model, 500, context)) {
        assertEquals(expected, row, tolerance);
      }
    }
  }

  /** 2210.03142, section 3.1, with w - 1 = 6.5 as the reference library counts weights. */
  @Test
  void aGuidanceWeightIsEmbedded() {
    Path path = ToyFolder.consistency(folder.resolve("lcm")).path();
    try (HubModel model = HubModel.open(ModelSource.at(path), RuntimeSettings.cpu())) {
      float[] values = model.conditions(model.card().shape(), WEIGHT).required("guidance").values();
      assertEquals(16, values.length);
      for (int i = 0; i < 8; i++) {
        double angle = 6500 / Math.pow(10_000, i / 7.0);
        assertEquals(Math.sin(angle), values[i], 1e-5);
        assertEquals(Math.cos(angle), values[8 + i], 1e-5);
      }
    }
  }

  private ToyFolder timed(ToyNetwork network) {
    return ToyFolder.pixels(folder.resolve("timed"))
        .graph("unet", network.output("out_sample", DataType.FLOAT, -1, 3, 8, 8));
  }

  private static ToyNetwork network() {
    return ToyNetwork.of("sample", DataType.FLOAT, -1, 3, 8, 8);
  }

  private static float at(ToyFolder folder, double index) {
    try (HubModel model = HubModel.open(ModelSource.at(folder.path()), RuntimeSettings.cpu())) {
      return evaluated(model, index, ContextVector.unconditional())[0];
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "INT32", "INT64", "DOUBLE"})
  void aTimeBetweenTwoStepsReachesTheGraph(DataType type) {
    assertEquals(0.3 + 0.8732, at(timed(network().time("timestep", type, 1)), 873.2), 1e-5);
  }

  @Test
  void aGraphThatCountsWithWholeTimesIsToldTheNearest() {
    assertEquals(0.3 + 0.873, at(timed(network().timeOfWholeNumbers("timestep")), 873.2), 1e-5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t", "sigma", "timesteps", "time_step", "when"})
  void theTimeIsFoundByItsShapeAndName(String name) {
    assertEquals(0.3 + 0.5, at(timed(network().time(name, DataType.FLOAT, -1)), 500), 1e-5);
  }
}
