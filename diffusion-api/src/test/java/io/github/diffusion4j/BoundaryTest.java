package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextTensor.Kind;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stand-ins for the kinds of models that people have, a card and a few lines each: all go through
 * the pipeline, guidance, batching and cancelling by the same road.
 */
class BoundaryTest {
  private static final Shape LATENT = Shape.of(4, 2, 2);
  private static final NoiseSchedule VP = NoiseSchedule.scaledLinear(1000, 0.00085, 0.012);

  /** A model: its card, what it is asked to show, and its guidance weight. */
  record StandIn(ModelCard card, ContextVector wanted, double weight) {

    /** Every number that the network is given decides on its output. */
    Denoiser denoiser() {
      return e -> {
        int size = e.output().shape().size();
        for (int row = 0; row < e.rows(); row++) {
          double told = Math.tanh(card.time().of(e.levels().get(row)) / 1000);
          double sum = 0;
          for (ContextRole role : card.context().roles()) {
            for (float v : e.contexts().get(row).required(role.name()).values()) {
              sum += Math.sin(v + role.name().length());
            }
          }
          for (int i = 0; i < size; i++) {
            double x = e.x().data()[row * e.x().shape().size() + i % e.x().shape().size()];
            e.output().data()[row * size + i] = (float) Math.tanh(0.5 * x + told + 0.1 * sum);
          }
        }
      };
    }

    DiffusionPipeline pipeline() {
      return DiffusionPipeline.of(denoiser(), card);
    }

    @Override
    public String toString() {
      return card.name();
    }
  }

  private static ContextTensor states(int seed, int... shape) {
    Shape of = Shape.of(shape);
    float[] values = new float[of.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(seed + i);
    }
    return ContextTensor.of(of, values);
  }

  private static ModelCard.Builder latent(String name) {
    return ModelCard.builder(LATENT, VP, Parameterization.EPSILON)
        .name(name)
        .time(NetworkTime.of(NetworkTime.Measure.INDEX, 1000));
  }

  private static ContextRole role(String name, int... shape) {
    return ContextRole.of(name, Kind.FLOAT, Shape.of(shape));
  }

  static List<StandIn> standIns() {
    ContextVector tokens = ContextVector.of("tokens", states(1, 7, 3));
    ContextRole plainTokens = role("tokens", 7, 3);
    List<StandIn> all = new ArrayList<>();
    all.add(
        new StandIn(
            latent("stable-diffusion")
                .context(ContextSpec.of(List.of(plainTokens), List.of()))
                .build(),
            tokens,
            7.5));
    ContextSpec xl =
        ContextSpec.of(
            List.of(plainTokens, role("pooled", 5), role("time_ids", 6).unconditionalSame()),
            List.of());
    all.add(
        new StandIn(
            latent("sdxl").context(xl).build(),
            tokens.with("pooled", states(2, 5)).with("time_ids", states(3, 6)),
            5));
    ContextSpec embedded =
        ContextSpec.of(List.of(plainTokens, role("guidance", 8).unconditionalSame()), List.of());
    all.add(
        new StandIn(
            latent("lcm").context(embedded).build(), tokens.with("guidance", states(4, 8)), 1));
    ContextSpec classes =
        ContextSpec.of(
            List.of(ContextRole.of("class", Kind.INDEX, Shape.of(1)).unconditional(1000)),
            List.of());
    all.add(
        new StandIn(
            latent("dit").variance(ModelCard.Variance.LEARNED_RANGE).context(classes).build(),
            ContextVector.of("class", ContextTensor.index(0)),
            4));
    all.add(
        new StandIn(
            ModelCard.builder(LATENT, NoiseSchedule.flow(1000, 3), Parameterization.FLOW)
                .name("flow")
                .time(NetworkTime.of(NetworkTime.Measure.SIGMA, 1000).scaled(0, 1000))
                .context(ContextSpec.of(List.of(plainTokens, role("pooled", 5)), List.of()))
                .build(),
            tokens.with("pooled", states(2, 5)),
            3));
    all.add(
        new StandIn(
            ModelCard.builder(
                    LATENT, NoiseSchedule.edm(1000, 0.002, 80, 0.5), Parameterization.edm(0.5))
                .name("edm")
                .time(NetworkTime.of(NetworkTime.Measure.LOG_SIGMA, 1000).scaled(0, 0.25))
                .context(ContextSpec.labels(List.of("cat", "dog")))
                .build(),
            ContextVector.of(1, 0),
            2));
    all.add(
        new StandIn(
            ModelCard.builder(
                    LATENT, NoiseSchedule.exponential(1000, 0.01, 50), Parameterization.SCORE)
                .name("ncsn++")
                .time(NetworkTime.of(NetworkTime.Measure.SIGMA, 1000))
                .build(),
            ContextVector.unconditional(),
            1));
    ContextSpec control =
        ContextSpec.of(
            List.of(plainTokens, role("control", 3, 4, 4).unconditionalSame()), List.of());
    all.add(
        new StandIn(
            latent("controlnet").context(control).build(),
            tokens.with("control", states(5, 3, 4, 4)),
            7.5));
    ContextSpec nine =
        ContextSpec.of(
            List.of(plainTokens, role("concat", 5, 2, 2).unconditionalSame()), List.of());
    all.add(
        new StandIn(
            latent("inpainting").context(nine).build(),
            tokens.with("concat", states(6, 5, 2, 2)),
            7.5));
    ContextSpec padded =
        ContextSpec.of(
            List.of(plainTokens, ContextRole.of("mask", Kind.MASK, Shape.of(7)).fallback(1)),
            List.of());
    all.add(new StandIn(latent("padded text").context(padded).build(), tokens, 7.5));
    return all;
  }

  @ParameterizedTest
  @MethodSource("standIns")
  void guidanceMovesAwayFromWhatTheCardCallsUnconditional(StandIn model) {
    try (DiffusionPipeline pipeline = model.pipeline()) {
      float[] guided = draw(pipeline, model, model.weight());
      float[] plain = draw(pipeline, model, 1);
      assertEquals(model.weight() == 1, Arrays.equals(guided, plain));
      for (float v : guided) {
        assertTrue(Float.isFinite(v));
      }
    }
  }

  private static float[] draw(DiffusionPipeline pipeline, StandIn model, double weight) {
    return pipeline
        .request()
        .context(model.wanted())
        .guidance(weight)
        .steps(6)
        .generate()
        .values()
        .data();
  }

  @ParameterizedTest
  @MethodSource("standIns")
  void servedTogetherTheSamplesAreThoseDrawnAlone(StandIn model) {
    try (DiffusionPipeline pipeline = model.pipeline();
        BatchScheduler scheduler = BatchScheduler.of(pipeline, BatchSettings.defaults())) {
      List<CompletableFuture<Samples>> served =
          IntStream.range(0, 5)
              .mapToObj(i -> scheduler.submit(request(pipeline, model, i)))
              .toList();
      for (int i = 0; i < served.size(); i++) {
        assertArrayEquals(
            request(pipeline, model, i).generate().values().data(),
            served.get(i).join().values().data());
      }
    }
  }

  /** Some conditional, some not, with different steps. */
  private static GenerationRequest request(DiffusionPipeline pipeline, StandIn model, int i) {
    boolean same = model.card().context().roles().stream().anyMatch(BoundaryTest::isSame);
    ContextVector context = i % 2 == 0 || same ? model.wanted() : ContextVector.unconditional();
    return pipeline.request().context(context).guidance(model.weight()).seed(i).steps(3 + i);
  }

  private static boolean isSame(ContextRole role) {
    return role.unconditional() == ContextRole.Unconditional.SAME;
  }

  @ParameterizedTest
  @MethodSource("standIns")
  void aCancelledRequestStops(StandIn model) {
    Thread.currentThread().interrupt();
    try (DiffusionPipeline pipeline = model.pipeline()) {
      GenerationRequest request = request(pipeline, model, 0);
      assertThrows(CancellationException.class, request::generate);
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @ParameterizedTest
  @MethodSource("standIns")
  void theCardSurvivesItsText(StandIn model) {
    assertEquals(model.card(), ModelCard.of("card", model.card().toEntries()));
  }
}
