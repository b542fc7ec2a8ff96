package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Graphs that are conditioned on more than one vector run by their cards alone. */
class RolesTest {
  private static final ContextTensor TOKENS =
      ContextTensor.of(Shape.of(3, 2), 0.5f, 0.25f, 0, 0, 0, 1);

  /** The first value of each row of y = x + t + the sums of all roles, for x = 0 and t = 10. */
  private static float[] evaluated(OrtDenoiser model, ContextVector... contexts) {
    int rows = contexts.length;
    Tensor x = Tensor.zeros(rows, model.card().shape());
    Tensor y = Tensor.zeros(rows, model.card().outputShape());
    List<Level> levels = Collections.nCopies(rows, Level.of(10, 1, 1));
    model.evaluate(
        Evaluation.of(
            x,
            levels,
            List.of(contexts).stream().map(model.card().context()::complete).toList(),
            y));
    float[] first = new float[rows];
    for (int row = 0; row < rows; row++) {
      first[row] = y.row(row)[0];
    }
    return first;
  }

  private static ModelFile textAndClasses(DataType mask) {
    return ToyModel.ofBatch(-1)
        .time(DataType.FLOAT, -1)
        .role("class_labels", DataType.INT64, -1)
        .role("encoder_hidden_states", DataType.FLOAT16, -1, 3, 2)
        .role("mask", mask, -1, 3)
        .card("context.roles", "class, tokens, mask")
        .card("context.class.kind", "index")
        .card("context.class.unconditional", "1000")
        .card("context.mask.kind", "mask")
        .card("context.mask.fallback", "1")
        .card("input.class", "class_labels")
        .card("input.tokens", "encoder_hidden_states")
        .output(-1, 2, 4, 4);
  }

  @ParameterizedTest
  @EnumSource(names = {"BOOL", "INT64", "INT32", "FLOAT"})
  void classesTokensAndMasksReachTheGraph(DataType mask) {
    try (OrtDenoiser model = OrtDenoiser.open(textAndClasses(mask))) {
      ContextVector first =
          ContextVector.of("class", ContextTensor.index(0)).with("tokens", TOKENS);
      ContextTensor padded = ContextTensor.of(ContextTensor.Kind.MASK, Shape.of(3), 1, 0, 0);
      float[] y =
          evaluated(
              model,
              first,
              first.with("class", ContextTensor.index(7)).with("mask", padded),
              ContextVector.unconditional());
      assertEquals(10 + 1.75f + 3, y[0]);
      assertEquals(10 + 7 + 1.75f + 1, y[1]);
      assertEquals(10 + 1000, y[2]);
    }
  }

  @Test
  void classNumberZeroIsGuided() {
    try (DiffusionPipeline pipeline =
        DiffusionPipeline.of(OrtDenoiser.open(textAndClasses(DataType.BOOL)))) {
      GenerationRequest request =
          pipeline
              .request()
              .context(ContextVector.of("class", ContextTensor.index(0)).with("tokens", TOKENS))
              .steps(1);
      float once = request.guidance(1).generate().values(0)[0];
      float twice = request.guidance(2).generate().values(0)[0];
      assertNotEquals(once, twice);
    }
  }

  @Test
  void aRoleWithTheSamplesInputIsAppendedToIt() {
    ModelFile file =
        ToyModel.ofSample(DataType.FLOAT, -1, 5, 4, 4)
            .time(DataType.FLOAT, -1)
            .firstChannels(2)
            .card("shape", "2x4x4")
            .card("context.roles", "concat")
            .card("context.concat.shape", "3x4x4")
            .card("context.concat.unconditional", "same")
            .card("input.concat", "x")
            .output(-1, 2, 4, 4);
    float[] values = new float[48];
    values[0] = 0.5f; // of the first pixel
    values[16] = 0.25f;
    try (OrtDenoiser model = OrtDenoiser.open(file)) {
      ContextVector masked =
          ContextVector.of("concat", ContextTensor.of(Shape.of(3, 4, 4), values));
      // t is added to each of the five channels, whose sum is added to the first
      assertEquals(10 + 5 * 10 + 0.75f, evaluated(model, masked)[0]);
    }
  }

  @Test
  void aGraphOfOpenSizeDrawsOtherSizes() {
    ModelFile file =
        ToyModel.ofSample(DataType.FLOAT, -1, 2, -1, -1)
            .time(DataType.FLOAT, -1)
            .card("shape", "2x4x4")
            .output(-1, 2, -1, -1);
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(OrtDenoiser.open(file))) {
      Shape wide = Shape.of(2, 4, 6);
      assertEquals(wide, pipeline.request().shape(wide).steps(2).generate().shape());
      GenerationRequest request = pipeline.request();
      assertThrows(IllegalArgumentException.class, () -> request.shape(Shape.of(3, 4, 4)));
    }
  }

  @Test
  void aRoleFollowsTheSizeOfTheSamples() {
    ModelFile file =
        ToyModel.ofSample(DataType.FLOAT, -1, 2, -1, -1)
            .time(DataType.FLOAT, -1)
            .role("control", DataType.FLOAT, -1, 1, -1, -1)
            .card("shape", "2x4x4")
            .card("context.roles", "control")
            .card("context.control.shape", "1x8x8")
            .card("context.control.extent", "samples")
            .output(-1, 2, -1, -1);
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(OrtDenoiser.open(file))) {
      Shape wide = Shape.of(2, 4, 6);
      ContextTensor control = ContextTensor.of(Shape.of(1, 8, 12), new float[96]);
      GenerationRequest request = pipeline.request().shape(wide).steps(2);
      request.context(ContextVector.of("control", control));
      assertEquals(wide, request.generate().shape());
      ContextTensor square = ContextTensor.of(Shape.of(1, 8, 8), new float[64]);
      Refused.with(
          IllegalArgumentException.class,
          () -> request.context(ContextVector.of("control", square)),
          "a context whose 'control' is float 1x8x8: this model takes control float 1x8x12");
    }
  }

  @Test
  void aGraphOfOneSizeRefusesOthers() {
    ModelFile file = ToyModel.ofBatch(-1).time(DataType.FLOAT, -1).output(-1, 2, 4, 4);
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(OrtDenoiser.open(file))) {
      GenerationRequest request = pipeline.request();
      Refused.with(
          IllegalArgumentException.class,
          () -> request.shape(Shape.of(2, 8, 8)),
          "samples of 2x8x8: this model's graph takes 2x4x4 alone");
    }
  }
}
