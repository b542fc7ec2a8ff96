package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.SamplingLoop;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Guidance against the slow, obvious version of its formulas. */
class GuidanceTest {
  private static final Shape SHAPE = Shape.of(2, 3, 3);
  private static final Shape WITH_VARIANCE = Shape.of(4, 3, 3);
  private static final ContextVector NONE = ContextVector.of(0, 0);
  private static final ContextVector DARK = ContextVector.of(1, 0);
  private static final ContextVector LIGHT = ContextVector.of(0, 1);

  /** One sample's part of a batch. */
  private record Row(long seed, double time, ContextVector context) {
    Level level() {
      return Level.ofAlphaBar(time, 1 - time / 100);
    }
  }

  @Provide
  static Arbitrary<List<Row>> rows() {
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.integers().between(1, 100),
            Arbitraries.of(NONE, DARK, LIGHT, ContextVector.of(0.3f, -0.7f)))
        .as((seed, time, context) -> new Row(seed, time, context))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Provide
  static Arbitrary<Guidance> guidances() {
    return Combinators.combine(
            Arbitraries.of(-1.0, 0.0, 1.0, 2.0, 7.5),
            Arbitraries.integers().between(0, 60),
            Arbitraries.of(60.0, 80.0, Double.POSITIVE_INFINITY),
            Arbitraries.of(0.0, 0.7, 1.0),
            Arbitraries.of(NONE, DARK, LIGHT))
        .as(
            (weight, low, high, phi, against) -> {
              Guidance guidance = Guidance.of(weight).within(low, high).rescaled(phi);
              return against.equals(NONE) ? guidance : guidance.against(against);
            });
  }

  @Provide
  static Arbitrary<Shape> outputs() {
    return Arbitraries.of(SHAPE, WITH_VARIANCE);
  }

  @Property(tries = 500)
  void isWhatThePapersSay(
      @ForAll("rows") List<Row> rows,
      @ForAll("guidances") Guidance guidance,
      @ForAll("outputs") Shape output) {
    Tensor raw = evaluated(new Network(), guidance, rows, output);
    for (int i = 0; i < rows.size(); i++) {
      assertArrayEquals(obvious(rows.get(i), guidance, output), doubles(raw.row(i)), 1e-4);
    }
  }

  private static double[] obvious(Row row, Guidance guidance, Shape output) {
    ContextVector negative = guidance.negative().orElse(NONE);
    double[] conditional = doubles(alone(row, output));
    double[] none = doubles(alone(new Row(row.seed(), row.time(), negative), output));
    double w = row.time() < guidance.low() || row.time() > guidance.high() ? 1 : guidance.weight();
    double[] guided = conditional.clone();
    for (int k = 0; k < SHAPE.size(); k++) {
      guided[k] = none[k] + w * (conditional[k] - none[k]);
    }
    double phi = w == 1 ? 0 : guidance.rescale();
    double ratio = deviation(conditional) / deviation(guided);
    for (int k = 0; k < SHAPE.size(); k++) {
      guided[k] = phi * guided[k] * ratio + (1 - phi) * guided[k];
    }
    return guided;
  }

  /** Over the prediction; with the n - 1 of the reference, which the ratio of two does not see. */
  private static double deviation(double[] raw) {
    double[] prediction = Arrays.copyOf(raw, SHAPE.size());
    double mean = Arrays.stream(prediction).average().orElseThrow();
    double squares = Arrays.stream(prediction).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (prediction.length - 1));
  }

  @Property(tries = 200)
  void aRowIsTheSameWhateverItsNeighbours(
      @ForAll("rows") List<Row> rows,
      @ForAll("guidances") Guidance guidance,
      @ForAll("outputs") Shape output) {
    Denoiser network = new Network();
    Tensor together = evaluated(network, guidance, rows, output);
    for (int i = 0; i < rows.size(); i++) {
      assertArrayEquals(
          evaluated(network, guidance, List.of(rows.get(i)), output).row(0), together.row(i));
    }
  }

  @Property(tries = 200)
  void theLearnedVarianceIsThatOfTheContext(
      @ForAll("rows") List<Row> rows, @ForAll("guidances") Guidance guidance) {
    Tensor raw = evaluated(new Network(), guidance, rows, WITH_VARIANCE);
    for (int i = 0; i < rows.size(); i++) {
      float[] unguided = alone(rows.get(i), WITH_VARIANCE);
      assertArrayEquals(variance(unguided), variance(raw.row(i)));
    }
  }

  private static float[] variance(float[] raw) {
    return Arrays.copyOfRange(raw, SHAPE.size(), 2 * SHAPE.size());
  }

  @Property(tries = 200)
  void oneEvaluationOfTheRowsThatWantIt(
      @ForAll("rows") List<Row> rows, @ForAll("guidances") Guidance guidance) {
    ContextVector negative = guidance.negative().orElse(NONE);
    long twice =
        rows.stream()
            .filter(row -> guidance.weight() != 1)
            .filter(row -> guidance.weight() != 0 || guidance.rescale() > 0)
            .filter(row -> guidance.low() <= row.time() && row.time() <= guidance.high())
            .filter(row -> !row.context().equals(negative))
            .count();
    Network network = new Network();
    evaluated(network, guidance, rows, SHAPE);
    assertEquals(List.of(rows.size() + (int) twice), network.evaluations);
  }

  @Property(tries = 100)
  void fullyRescaledItSpreadsAsTheUnguided(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int time) {
    Row row = new Row(seed, time, DARK);
    Guidance guidance = Guidance.of(7).rescaled(1);
    Tensor raw = evaluated(new Network(), guidance, List.of(row), WITH_VARIANCE);
    assertEquals(
        deviation(doubles(alone(row, WITH_VARIANCE))), deviation(doubles(raw.row(0))), 1e-5);
  }

  @Example
  void aConstantOutputIsNotRescaled() {
    Denoiser constant =
        e -> {
          List<ContextVector> contexts = e.contexts();
          Tensor raw = e.output();
          for (int i = 0; i < raw.data().length; i++) {
            raw.data()[i] = 1 + contexts.get(i / raw.shape().size()).values()[0];
          }
        };
    Guidance guidance = Guidance.of(3).rescaled(0.7);
    float[] raw = evaluated(constant, guidance, List.of(new Row(1, 50, DARK)), SHAPE).row(0);
    float[] expected = new float[SHAPE.size()];
    Arrays.fill(expected, 4);
    assertArrayEquals(expected, raw);
  }

  @Example
  void theIntervalHoldsItsEnds() {
    Guidance guidance = Guidance.of(3).within(20, 70);
    List<Row> rows = IntStream.of(19, 20, 70, 71).mapToObj(t -> new Row(t, t, DARK)).toList();
    Network network = new Network();
    evaluated(network, guidance, rows, SHAPE);
    assertEquals(List.of(6), network.evaluations);
  }

  @Example
  void saysWhatItIs() {
    assertEquals("none", Guidance.NONE.toString());
    assertEquals("weight 2.0", Guidance.of(2).toString());
    assertEquals(
        "weight 3.0, times 100.0 to 700.0, rescaled 0.7, against [0.0, 1.0]",
        Guidance.of(3).within(100, 700).rescaled(0.7).against(LIGHT).toString());
    assertEquals(Guidance.of(3).against(LIGHT), Guidance.of(3).against(ContextVector.of(0, 1)));
  }

  @Example
  void whatIsOutOfRangeIsRefused() {
    refused(
        "guidance weight = Infinity: a finite number; 1 is no guidance",
        () -> Guidance.of(Double.POSITIVE_INFINITY));
    refused("guidance weight = NaN", () -> Guidance.of(Double.NaN));
    refused(
        "guidance within times 7.0 to 3.0: 0 <= low <= high", () -> Guidance.of(2).within(7, 3));
    refused("guidance within times -1.0 to 3.0", () -> Guidance.of(2).within(-1, 3));
    refused("guidance within times NaN to 3.0", () -> Guidance.of(2).within(Double.NaN, 3));
    refused("guidance within times 0.0 to NaN", () -> Guidance.of(2).within(0, Double.NaN));
    refused("guidance rescale = 1.5: it lies in [0, 1]", () -> Guidance.of(2).rescaled(1.5));
    refused("guidance rescale = NaN", () -> Guidance.of(2).rescaled(Double.NaN));
  }

  private static void refused(String message, Runnable wrong) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, wrong::run);
    assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
  }

  private static float[] alone(Row row, Shape output) {
    return evaluated(new Network(), Guidance.NONE, List.of(row), output).row(0);
  }

  /** A loop per row, each about to step from the row's level to no noise. */
  private static Tensor evaluated(
      Denoiser denoiser, Guidance guidance, List<Row> rows, Shape output) {
    GuidedRows guided = new GuidedRows(SHAPE, output, List.of());
    List<SamplingLoop> loops = rows.stream().map(row -> loop(row, output)).toList();
    for (int i = 0; i < rows.size(); i++) {
      ContextVector negative = guidance.negative().orElse(NONE);
      GuidedContext context = new GuidedContext(rows.get(i).context(), negative);
      guided.add(loops.get(i), List.of(context), guidance);
    }
    guided.evaluate(denoiser, StopSignal.never());
    Tensor raw = Tensor.zeros(rows.size(), output);
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(loops.get(i).raw().data(), 0, raw.data(), i * output.size(), output.size());
    }
    return raw;
  }

  private static SamplingLoop loop(Row row, Shape output) {
    Interval toClean = new Interval(row.level(), Level.ofAlphaBar(0, 1));
    Plan plan =
        Plan.compile(Samplers.ddim(), List.of(toClean), Parameterization.V, Thresholding.none());
    Tensor x = Tensor.zeros(1, SHAPE);
    NoiseSource.gaussian().fill(row.seed(), 0, x.data(), 0, SHAPE.size());
    return SamplingLoop.builder(plan, x).outputShape(output).build();
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  /** Some function of x, level and context, that counts the rows it is asked. */
  private static final class Network implements Denoiser {
    private final List<Integer> evaluations = new ArrayList<>();

    @Override
    public void evaluate(Evaluation e) {
      Tensor x = e.x();
      Tensor raw = e.output();
      evaluations.add(x.rows());
      int size = raw.shape().size();
      for (int i = 0; i < raw.data().length; i++) {
        int row = i / size;
        float[] c = e.contexts().get(row).values();
        double v = x.data()[row * SHAPE.size() + i % SHAPE.size()] + 0.1 * (i % size);
        raw.data()[i] =
            (float) (Math.tanh(v * (1 + c[0]) - c[1]) + e.levels().get(row).sigma() * Math.sin(v));
      }
    }
  }
}
