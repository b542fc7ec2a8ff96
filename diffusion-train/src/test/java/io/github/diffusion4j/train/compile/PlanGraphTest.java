package io.github.diffusion4j.train.compile;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Guidance;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.ort.OrtRuntime;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Catalogue;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Inputs;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.network.Ops;
import io.github.diffusion4j.train.onnx.OnnxExport;
import io.github.diffusion4j.train.onnx.WeightType;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A compiled plan gives what the loop gives. */
class PlanGraphTest {
  private static final Network NETWORK = Networks.unet(Shape.of(3, 8, 8), 2, 32);
  private static final long SEED = 5;
  private static final int COUNT = 2;

  private Network network = NETWORK;
  private String variance = "fixed";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  static Stream<String> samplers() {
    return Catalogue.names().stream()
        .filter(name -> !Set.of("predictor-corrector", "ddpm-learned").contains(name));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void everySamplerOfTheCatalogue(String sampler) throws OrtException {
    equal(Guidance.NONE, request -> request.sampler(Samplers.named(sampler, 0)).steps(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ddim", "ddpm", "dpm-solver++-3", "euler-ancestral", "heun-churn", "lcm"})
  void manyStepsAreALoop(String sampler) throws OrtException {
    equal(Guidance.NONE, request -> request.sampler(Samplers.named(sampler, 0)).steps(11));
  }

  static Stream<Guidance> guidances() {
    return Stream.of(
        Guidance.of(1),
        Guidance.of(0),
        Guidance.of(3).rescaled(0.7),
        Guidance.of(3).within(200, 700),
        Guidance.of(-2).channels(2),
        Guidance.of(2).against(ContextVector.of(0, 1)));
  }

  @ParameterizedTest
  @MethodSource("guidances")
  void guidanceOfEveryKind(Guidance guidance) throws OrtException {
    equal(guidance, request -> request.sampler(Samplers.ddim()).steps(3));
    equal(guidance, request -> request.sampler(Samplers.ddim()).steps(9));
  }

  static Stream<Thresholding> thresholdings() {
    return Stream.of(
        Thresholding.none(),
        Thresholding.clip(0.4),
        Thresholding.dynamicThreshold(0.9, 2),
        Thresholding.dynamicThreshold(1, 1.5),
        Thresholding.clip(0.4).keepingRawEpsilon());
  }

  @ParameterizedTest
  @MethodSource("thresholdings")
  void everyThresholding(Thresholding thresholding) throws OrtException {
    equal(
        Guidance.NONE,
        request -> request.sampler(Samplers.ddim()).steps(3).thresholding(thresholding));
  }

  @Test
  void weightsAreThereOnce() throws IOException {
    try (DiffusionPipeline pipeline = pipeline()) {
      Plan plan = pipeline.request().steps(8).plan();
      Path file = folder.resolve("compiled.onnx");
      PlanGraph.write(model(), pipeline.card(), plan, Guidance.NONE, file);
      assertTrue(
          Files.size(file) < 1.5 * Files.size(folder.resolve("model.onnx")), () -> "many bytes");
    }
  }

  @Test
  void whatDependsOnTheDataIsRefused() {
    try (DiffusionPipeline pipeline = pipeline()) {
      Plan plan = pipeline.request().sampler(Samplers.predictorCorrector(0.16, 1)).steps(3).plan();
      Path file = folder.resolve("compiled.onnx");
      ModelFile model = model();
      String message =
          refusal(
              IllegalArgumentException.class,
              () -> PlanGraph.write(model, pipeline.card(), plan, Guidance.NONE, file));
      assertTrue(message.contains("depend on the data"), message);
      assertFalse(Files.exists(file));
    }
  }

  @Test
  void whatIsNoModelIsRefused() {
    try (DiffusionPipeline pipeline = pipeline()) {
      ModelCard card = pipeline.card();
      Plan plan = pipeline.request().steps(2).plan();
      Path file = folder.resolve("compiled.onnx");
      String message =
          refusal(
              IllegalArgumentException.class,
              () ->
                  PlanGraph.write(
                      new ModelFile.InMemory("a", new byte[] {1, 2, 3}, Map.of()),
                      card,
                      plan,
                      Guidance.NONE,
                      file));
      assertTrue(message.contains("no ONNX file"), message);
    }
  }

  /** A network of the tests with a variance behind its prediction. */
  private record WithVariance(Network network) implements Network {
    @Override
    public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
      T raw = network.forward(ops, x, time, context);
      return ops.concat(raw, ops.scale(raw, 0.5));
    }

    @Override
    public Shape shape() {
      return network.shape();
    }

    @Override
    public int contextSize() {
      return network.contextSize();
    }

    @Override
    public Map<String, String> configuration() {
      return Map.of();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 9})
  void aLearnedVariance(int steps) throws OrtException {
    network = new WithVariance(NETWORK);
    variance = "learned-range";
    equal(
        Guidance.of(2), request -> request.sampler(Samplers.named("ddpm-learned", 0)).steps(steps));
  }

  private interface Settings {
    GenerationRequest apply(GenerationRequest request);
  }

  private void equal(Guidance guidance, Settings settings) throws OrtException {
    try (DiffusionPipeline pipeline = pipeline()) {
      ContextVector context = ContextVector.of(1, 0);
      GenerationRequest request =
          settings
              .apply(pipeline.request().context(context).count(COUNT).seed(SEED))
              .guidance(guidance);
      Plan plan = request.plan();
      Path file = folder.resolve("compiled.onnx");
      PlanGraph.write(model(), pipeline.card(), plan, guidance, file);
      ContextVector opposite = guidance.negative().orElse(ContextVector.of(0, 0));
      float[] compiled = run(file, plan, context, opposite);
      float[] looped = request.generate().values().data();
      assertEquals(looped.length, compiled.length);
      assertArrayEquals(looped, compiled, 1e-4f * largest(looped));
    }
  }

  private static float largest(float[] values) {
    float largest = 1;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static float[] run(Path file, Plan plan, ContextVector context, ContextVector opposite)
      throws OrtException {
    int size = NETWORK.shape().size();
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try (OrtSession session = OrtRuntime.environment().createSession(file.toString())) {
      for (String name : session.getInputNames()) {
        inputs.put(
            name,
            switch (name) {
              case "start" -> images(new float[COUNT * size], List.of(NoiseSource.START));
              case "noise" -> noise(plan, size);
              case "context" -> contexts(context);
              default -> contexts(opposite);
            });
      }
      try (OrtSession.Result result = session.run(inputs)) {
        float[] values = new float[COUNT * size];
        ((OnnxTensor) result.get(0)).getFloatBuffer().get(values);
        return values;
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor noise(Plan plan, int size) throws OrtException {
    List<Integer> draws = PlanGraph.draws(plan);
    return images(new float[draws.size() * COUNT * size], draws);
  }

  private static OnnxTensor images(float[] values, List<Integer> draws) throws OrtException {
    Shape shape = NETWORK.shape();
    int at = 0;
    for (int draw : draws) {
      for (int row = 0; row < COUNT; row++) {
        NoiseSource.gaussian().fill(SEED + row, draw, values, at, shape.size());
        at += shape.size();
      }
    }
    long[] one = {COUNT, shape.dimension(0), shape.dimension(1), shape.dimension(2)};
    long[] all = {draws.size(), COUNT, one[1], one[2], one[3]};
    boolean start = draws.equals(List.of(NoiseSource.START));
    return OnnxTensor.createTensor(
        OrtRuntime.environment(), FloatBuffer.wrap(values), start ? one : all);
  }

  private static OnnxTensor contexts(ContextVector context) throws OrtException {
    float[] values = new float[COUNT * 2];
    for (int row = 0; row < COUNT; row++) {
      context.copyTo(values, 2 * row);
    }
    return OnnxTensor.createTensor(
        OrtRuntime.environment(), FloatBuffer.wrap(values), new long[] {COUNT, 2});
  }

  private ModelFile model() {
    return ModelFile.at(folder.resolve("model.onnx"));
  }

  private DiffusionPipeline pipeline() {
    Map<String, String> card =
        Map.of(
            "diffusion.shape", "3x8x8",
            "diffusion.schedule", "cosine",
            "diffusion.schedule.steps", "1000",
            "diffusion.prediction", "v",
            "diffusion.time", "fraction",
            "diffusion.variance", variance,
            "diffusion.context.size", "2");
    Path file = folder.resolve("model.onnx");
    OnnxExport.write(network, Inputs.weights(network), WeightType.FLOAT16, card, file);
    return DiffusionPipeline.load(file);
  }
}
