package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.tensor.Shape;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where card and graph disagree, the error names key, what the graph says, and the cure. */
class CardContradictionTest {

  static Stream<Arguments> contradictions() {
    long[] y = {-1, 2, 4, 4};
    return Stream.of(
        Arguments.of(
            "shape = 1x4x4 in its card, but the graph has x float32 [n, 2, 4, 4]; set shape = 2x4x4",
            toy().card("shape", "1x4x4").output(y)),
        Arguments.of(
            "shape = 2x16 in its card, but the graph has x float32 [n, 2, 4, 4]; set shape = 2x4x4",
            toy().card("shape", "2x16").output(y)),
        Arguments.of(
            "context.size = 5 in its card, but the graph has c float32 [n, 3]; set context.size = 3",
            toy().card("context.size", "5").output(y)),
        Arguments.of(
            "labels = hat,bag in its card, but the graph has c float32 [n, 3]; name as many labels",
            toy().card("labels", "hat,bag").output(y)),
        Arguments.of(
            "context.size = 0 in its card, but nothing feeds the graph's input c float32 [n, 3]; if that is a plain context, set input.context = c and context.size; if not, name it: context.roles = c",
            toy().card("context.size", "0").output(y)),
        Arguments.of(
            "context.size is not in its card and taken as 0, but nothing feeds the graph's input c float32 [n, 3]",
            toy().card("input.context", "label").output(y)),
        Arguments.of(
            "labels = hat,bag in its card, but the graph has no input for a context, only x float32 [n, 2, 4, 4], t float32 [n]; take labels, context.size and context.roles out of the card",
            timed(-1).card("labels", "hat,bag").output(y)),
        Arguments.of(
            "input.sample = sample in its card, but the graph's inputs are x float32 [n, 2, 4, 4], t float32 [n]; set input.sample to one of [x, t]",
            timed(-1).card("input.sample", "sample").card("shape", "2x4x4").output(y)),
        Arguments.of(
            "input.time = timestep in its card, but the graph's inputs are x float32 [n, 2, 4, 4], t float32 [n]; set input.time to one of [t]",
            timed(-1).card("input.time", "timestep").output(y)),
        Arguments.of(
            "input.time = x in its card, but the graph's inputs are x float32 [n, 2, 4, 4], t float32 [n]; set input.time to one of [t]",
            timed(-1).card("input.time", "x").output(y)),
        Arguments.of(
            "input.time is not in its card and taken as t, but the graph's inputs are x float32 [n, 2, 4, 4]; export it with an input for that",
            ToyModel.ofBatch(-1).output(y)),
        Arguments.of(
            "output = eps in its card, but the graph's outputs are y float32 [n, 2, 4, 4]; set output to one of [y]",
            timed(-1).card("output", "eps").output(y)),
        Arguments.of(
            "output is not in its card, but the graph's outputs are same float32 [n, 2, 4, 4], y float32 [n, 2, 4, 4]; set output to one of [same, y]",
            timed(-1).twoOutputs(y)),
        Arguments.of(
            "variance is not in its card and taken as fixed, but with samples of 2x4x4 the output would be 2x4x4, and the graph has y float32 [n, 4, 4, 4]; set variance = learned-range",
            timed(-1).doubledOutput(-1, 4, 4, 4)),
        Arguments.of(
            "variance = learned-range in its card, but with samples of 2x4x4 the output would be 4x4x4, and the graph has y float32 [n, 2, 4, 4]",
            timed(-1).card("variance", "learned-range").output(y)),
        Arguments.of(
            "the graph has x float64 [n, 2, 4, 4], and sample, context and output are taken as float32 or float16 only; export it with those",
            ToyModel.ofSample(DataType.DOUBLE, y).time(DataType.FLOAT, -1).output(y)),
        Arguments.of(
            "the graph has c bfloat16 [n, 3], and sample, context and output are taken as float32 or float16 only",
            timed(-1).context(DataType.BFLOAT16, -1, 3).output(y)),
        Arguments.of(
            "the graph has y bfloat16 [n, 2, 4, 4], and sample, context and output are taken as float32 or float16 only",
            timed(-1).output(DataType.BFLOAT16, y)),
        Arguments.of(
            "the graph has t int8 [n]; export it with a time of float32, float16, float64, int32 or int64",
            ToyModel.ofBatch(-1).time(DataType.INT8, -1).output(y)),
        Arguments.of(
            "the graph has t float32 [n, 2]; export it with a time of",
            ToyModel.ofBatch(-1).time(DataType.FLOAT, -1, 2).output(y)),
        Arguments.of(
            "time = fraction in its card, but the graph has t int64 [n]; its times, 0.01 to 1.0, are no whole numbers and would be rounded; set time = index or step",
            ToyModel.ofBatch(-1).time(DataType.INT64, -1).card("time", "fraction").output(y)),
        Arguments.of(
            "time.scale = 0.5 in its card, but the graph has t int32 [n]; its times, 0.5 to 50.0, are no whole numbers",
            ToyModel.ofBatch(-1).time(DataType.INT32, -1).told("0", "0.5").output(y)),
        Arguments.of(
            "time.scale = 2 in its card, but the graph has t int64 [n]; its times, 1.5 to 199.5, are",
            ToyModel.ofBatch(-1).time(DataType.INT64, -1).told("-0.25", "2").output(y)),
        Arguments.of(
            "time.scale = 1e9 in its card, but the graph has t int32 [n]; its times go to 1.0E11",
            ToyModel.ofBatch(-1).time(DataType.INT32, -1).told("0", "1e9").output(y)),
        Arguments.of(
            "time = index in its card, but the graph has t float16 [n]; its times go to 3999.0, and numbers above 2048.0 would be rounded; export it with a time of float32",
            ToyModel.ofBatch(-1)
                .time(DataType.FLOAT16, -1)
                .card("time", "index")
                .card("schedule.steps", "4000")
                .output(y)),
        Arguments.of(
            "the graph has t float32 [n, 1, 2]; export it with a time of",
            ToyModel.ofBatch(-1).time(DataType.FLOAT, -1, 1, 2).output(y)),
        Arguments.of(
            "the graph has x float32 [2, 2, 4, 4], c float32 [1, 3], y float32 [2, 2, 4, 4], which fix the batch to different sizes; export it with an open batch",
            ToyModel.ofBatch(2).time(DataType.FLOAT, -1).context(1, 3).output(y)),
        Arguments.of(
            "schedule = curvy in its card: there are linear, scaled-linear, cosine,",
            timed(-1).card("schedule", "curvy").output(y)),
        Arguments.of(
            "schedule.steps = many in its card: a number is wanted",
            timed(-1).card("schedule.steps", "many").output(y)),
        Arguments.of(
            "its card has no 'schedule'; put it into the .properties file beside the model",
            timed(-1).withoutCard().card("time", "index").output(y)),
        Arguments.of(
            "no model card: its metadata has no keys 'diffusion.*'. Write toy.properties beside it with schedule, schedule.steps, prediction and time",
            timed(-1).withoutCard().output(y)));
  }

  private static ToyModel toy() {
    return timed(-1).context(-1, 3);
  }

  private static ToyModel timed(long batch) {
    return ToyModel.ofBatch(batch).time(DataType.FLOAT, batch);
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void isExplained(String message, ModelFile file) {
    Refused.with(
        IllegalArgumentException.class, () -> OrtDenoiser.open(file), ": toy.onnx: ", message);
  }

  @Test
  void whatTheCardLeavesOutIsTakenFromTheGraph() {
    try (OrtDenoiser model = OrtDenoiser.open(toy().output(-1, 2, 4, 4))) {
      assertEquals(Shape.of(2, 4, 4), model.card().shape());
      assertEquals(3, model.card().context().size());
    }
  }

  @Test
  void aLearnedVarianceIsTheSecondHalfOfTheOutput() {
    ModelFile file = timed(-1).card("variance", "learned-range").doubledOutput(-1, 4, 4, 4);
    try (OrtDenoiser model = OrtDenoiser.open(file)) {
      Rows rows = Rows.of(model.card(), 0, 3);
      assertEquals(3 * 4 * 4 * 4, rows.evaluate(model).length);
    }
  }

  @Test
  void theFileBesideTheModelWinsOverItsMetadata() {
    ModelFile.InMemory file = (ModelFile.InMemory) timed(-1).output(-1, 2, 4, 4);
    ModelFile beside = new ModelFile.InMemory(file.name(), file.bytes(), Map.of("prediction", "v"));
    try (OrtDenoiser model = OrtDenoiser.open(beside)) {
      assertEquals(Parameterization.V, model.card().parameterization());
      assertEquals(100, model.card().schedule().steps());
    }
  }
}
