package io.github.diffusion4j.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(100, 1e-4, 0.02);

  private static Plan plan(
      Sampler sampler, Parameterization parameterization, Thresholding thresholding) {
    return Plan.compile(
        sampler,
        sampler.intervals(SCHEDULE, Spacing.trailing(), 4),
        parameterization,
        thresholding);
  }

  @Test
  void aTableHasALineAStageInAlignedColumns() {
    List<String> lines =
        plan(Samplers.ddim(), Parameterization.EPSILON, Thresholding.clip(1))
            .toString()
            .lines()
            .toList();
    assertEquals("DDIM: 4 evaluations, memory slots: 1, x0 clipped to 1.0", lines.get(0));
    assertEquals(4 + 3, lines.size());
    int column = lines.get(1).indexOf("remember");
    for (String line : lines.subList(3, 7)) {
      assertTrue(line.startsWith("m0 = ", column), line);
    }
  }

  @Test
  void equalityIsByCoefficient() {
    Plan plan = plan(Samplers.ddim(), Parameterization.V, Thresholding.none());
    assertEquals(plan, plan(Samplers.ddim(0), Parameterization.V, Thresholding.none()));
    assertNotEquals(plan, plan(Samplers.ddim(0.1), Parameterization.V, Thresholding.none()));
    assertNotEquals(plan, plan(Samplers.ddim(), Parameterization.X0, Thresholding.none()));
  }

  /** Two evaluations per step with an average of both: what Heun and its kin need. */
  @Test
  void aSamplerOfTwoStagesKeepsTheFirstPredictionInASlot() {
    Sampler twoStages =
        (interval, recorder) -> {
          Level from = interval.from();
          Level to = interval.to();
          Prediction first = recorder.predict(from);
          LinearForm ahead = first.x0().times(to.alpha()).plus(first.epsilon().times(to.sigma()));
          Prediction second = recorder.predict(ahead, to);
          LinearForm x0 = first.x0().plus(second.x0()).times(0.5);
          return x0.times(to.alpha()).plus(first.epsilon().times(to.sigma()));
        };
    Plan plan = plan(twoStages, Parameterization.V, Thresholding.none());
    assertEquals(8, plan.evaluations());
    assertTrue(plan.memory() >= 2, plan.toString());
  }

  /** Multi-step methods look back; a slot is free again after its last use. */
  @Test
  void historyTakesAsManySlotsAsItLooksBack() {
    Sampler twoSteps =
        (interval, recorder) -> {
          Prediction now = recorder.predict(interval.from());
          Prediction before = recorder.history().get(Math.min(1, recorder.history().size() - 1));
          LinearForm x0 = now.x0().times(1.5).minus(before.x0().times(0.5));
          double ratio = interval.to().sigma() / interval.from().sigma();
          return recorder
              .state()
              .times(ratio)
              .plus(x0.times(interval.to().alpha() - ratio * interval.from().alpha()));
        };
    assertEquals(2, plan(twoSteps, Parameterization.EPSILON, Thresholding.clip(1)).memory());
  }

  @Test
  void whatANetworkCannotTellIsRefused() {
    NoiseSchedule noSignal = NoiseSchedule.zeroTerminalSnr(SCHEDULE);
    Sampler ddim = Samplers.ddim();
    List<Interval> intervals = ddim.intervals(noSignal, Spacing.trailing(), 4);
    Plan.compile(ddim, intervals, Parameterization.V, Thresholding.none());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Plan.compile(ddim, intervals, Parameterization.EPSILON, Thresholding.none()))
            .getMessage();
    assertTrue(String.valueOf(message).contains("use a network that predicts v or x0"), message);
  }

  @Test
  void aSamplerThatNeverAsksTheNetworkIsRefused() {
    Sampler idle = (interval, recorder) -> recorder.state();
    assertThrows(
        IllegalArgumentException.class, () -> plan(idle, Parameterization.V, Thresholding.none()));
    Sampler greedy = (interval, recorder) -> recorder.noise().plus(recorder.noise());
    assertThrows(
        IllegalStateException.class, () -> plan(greedy, Parameterization.V, Thresholding.none()));
  }
}
