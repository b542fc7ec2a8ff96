package io.github.diffusion4j.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.sampler.Catalogue;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plan travels as text and comes back equal, bit for bit. */
class PlanTextTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(100);

  static Stream<String> names() {
    return Catalogue.names().stream();
  }

  private static Plan plan(String name, PlanCompiler compiler) {
    Sampler sampler = Catalogue.named(name).sampler();
    return compiler.compile(sampler, sampler.intervals(SCHEDULE, Spacing.trailing(), 7));
  }

  @ParameterizedTest
  @MethodSource("names")
  void textGivesBackThePlan(String name) {
    PlanCompiler v = PlanCompiler.of(Parameterization.V, Thresholding.clip(0.1));
    for (PlanCompiler compiler : List.of(v, v.fromImage(), v.keepingKnown())) {
      Plan plan = plan(name, compiler);
      assertEquals(plan, Plan.parse(plan.toText()));
    }
  }

  @Test
  void everyShapingTravels() {
    for (Thresholding thresholding :
        List.of(
            Thresholding.none(),
            Thresholding.clip(1 / 3.0).keepingRawEpsilon(),
            Thresholding.dynamicThreshold(0.995, 1.5))) {
      Plan plan = plan("ddim", PlanCompiler.of(Parameterization.V, thresholding));
      assertEquals(thresholding, Plan.parse(plan.toText()).thresholding());
    }
  }

  @Test
  void whatIsDamagedIsRefusedWithItsLine() {
    String text = plan("ddpm", PlanCompiler.of(Parameterization.V, Thresholding.none())).toText();
    refused("", "it begins with 'plan 1'");
    refused("plan 2\n", "it begins with 'plan 1'");
    refused(text.replace("memory 1", "memory 2"), "line 6, 'next");
    refused(text.replace("x0 ", ""), "'x0' is missing");
    refused(text.replace("evaluate draw 1 ", "evaluate draw one "), "a number is wanted");
    refused(text.substring(0, text.lastIndexOf("anchor")), "the text ends too early");
    refused(text.replace("remember 0", "remember 5"), "5 is not within 0 to 0");
    refused(text + "explain draw 1\n", "a stage is evaluate, langevin or renoise");
  }

  private static void refused(String text, String words) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> Plan.parse(text)).getMessage());
    assertTrue(message.startsWith("no plan, line ") && message.contains(words), message);
  }
}
