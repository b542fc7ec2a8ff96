package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Catalogue;
import io.github.diffusion4j.sampler.Churn;
import io.github.diffusion4j.sampler.DpmCorrection;
import io.github.diffusion4j.sampler.DpmEquation;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.sampler.UniPcOptions;
import io.github.diffusion4j.schedule.Spacing;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A plan is compiled once for equal requests, and runs only what the request asks for. */
class PlansOfRequestsTest {
  private static final List<String> SPACINGS =
      List.of("trailing", "leading", "linspace", "karras", "exponential", "log-snr", "beta");

  private final DiffusionPipeline pipeline = DiffusionPipeline.of(Formula.DENOISER, Formula.CARD);

  static Stream<Arguments> samplersAndSpacings() {
    return Catalogue.names().stream()
        .flatMap(sampler -> SPACINGS.stream().map(spacing -> Arguments.of(sampler, spacing)));
  }

  @Test
  void theDefaultRequestIsCompiledOnce() {
    assertSame(pipeline.request().plan(), pipeline.request().plan());
  }

  @ParameterizedTest
  @MethodSource("samplersAndSpacings")
  void equalNamesShareAPlan(String sampler, String spacing) {
    Supplier<Plan> plan =
        () ->
            pipeline
                .request()
                .sampler(Samplers.named(sampler, 0))
                .spacing(Spacing.named(spacing))
                .plan();
    assertSame(plan.get(), plan.get());
  }

  static Stream<Supplier<Sampler>> factories() {
    return Stream.of(
        () -> Samplers.ddim(0.3),
        () -> Samplers.euler(Churn.of(7)),
        () -> Samplers.heun(Churn.of(7)),
        () -> Samplers.lms(3),
        Samplers::plms,
        Samplers::dpmSolverPlusPlus,
        () -> Samplers.dpmSolver(DpmEquation.SDE_DPM, DpmCorrection.TAYLOR, 3),
        () -> Samplers.dpmSolverSinglestep(DpmEquation.DPM, DpmCorrection.HEUN, 2),
        () -> Samplers.uniPc(3),
        () -> Samplers.uniPc(2, UniPcOptions.of(UniPcOptions.B.BH1, DpmEquation.DPM)),
        () -> Samplers.deis(2),
        () -> Samplers.lcm(5),
        () -> Samplers.tcd(0.2),
        () -> Samplers.rePaint(0.5, 3, 2),
        () -> Samplers.predictorCorrector(0.1, 2),
        () -> Samplers.annealedLangevin(0.1, 3));
  }

  @ParameterizedTest
  @MethodSource("factories")
  void equalArgumentsShareAPlan(Supplier<Sampler> sampler) {
    assertEquals(sampler.get(), sampler.get());
    assertEquals(sampler.get().hashCode(), sampler.get().hashCode());
    for (Supplier<Spacing> spacing :
        List.<Supplier<Spacing>>of(() -> Spacing.karras(5), () -> Spacing.beta(0.7, 0.8))) {
      Supplier<Plan> plan =
          () ->
              pipeline
                  .request()
                  .sampler(sampler.get())
                  .spacing(spacing.get())
                  .thresholding(Thresholding.clip(2).keepingRawEpsilon())
                  .imageToImage(Tensor.zeros(1, Formula.CARD.shape()), 0.7)
                  .plan();
      assertSame(plan.get(), plan.get());
    }
  }

  @Test
  void otherSettingsHaveOtherPlans() {
    List<Plan> plans = new ArrayList<>();
    for (Sampler sampler : List.of(Samplers.lms(2), Samplers.lms(3), Samplers.plms())) {
      for (Spacing spacing : List.of(Spacing.karras(5), Spacing.karras(6), Spacing.leading())) {
        plans.add(pipeline.request().sampler(sampler).spacing(spacing).plan());
      }
    }
    assertEquals(plans.size(), plans.stream().distinct().count());
  }

  @Test
  void aPlanMayNotIgnoreWhatIsKeptOrStartedFrom() {
    Plan plain = pipeline.request().plan();
    Plan keeping = keeping().plan();
    Plan editing = editing().plan();
    refused("a request with inpaint(...)", () -> keeping().generate(plain));
    refused("a plan that puts back pixels", () -> pipeline.request().generate(keeping));
    refused("a request with imageToImage(...)", () -> editing().generate(plain));
    refused("a plan that starts from images", () -> pipeline.request().generate(editing));
    Plan travelled = Plan.parse(editing.toText());
    refused("a plan that starts from images", () -> pipeline.request().generate(travelled));
    assertEquals(
        editing().generate().values().row(0).length,
        editing().generate(travelled).values(0).length);
    keeping().generate(Plan.parse(keeping.toText()));
  }

  @Test
  void aPlanIsForOnePrediction() {
    for (String sampler : List.of("ddim", "predictor-corrector", "annealed-langevin")) {
      Map<String, String> entries = new HashMap<>(Formula.CARD.toEntries());
      entries.put("prediction", "epsilon");
      DiffusionPipeline epsilon =
          DiffusionPipeline.of(Formula.DENOISER, ModelCard.of("epsilon", entries));
      Plan ofV = pipeline.request().sampler(Samplers.named(sampler, 0)).plan();
      Plan ofEpsilon = epsilon.request().sampler(Samplers.named(sampler, 0)).plan();
      refused("predicts epsilon", () -> epsilon.request().generate(ofV));
      refused("predicts v", () -> pipeline.request().generate(Plan.parse(ofEpsilon.toText())));
      epsilon.request().generate(Plan.parse(ofEpsilon.toText()));
    }
  }

  private GenerationRequest keeping() {
    Tensor images = Tensor.zeros(1, Formula.CARD.shape());
    return pipeline.request().inpaint(images, Tensor.zeros(1, Formula.CARD.shape()));
  }

  private GenerationRequest editing() {
    return pipeline.request().imageToImage(Tensor.zeros(1, Formula.CARD.shape()), 0.5);
  }

  private static void refused(String words, Runnable call) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, call::run).getMessage());
    assertTrue(message.contains(words), message);
  }
}
