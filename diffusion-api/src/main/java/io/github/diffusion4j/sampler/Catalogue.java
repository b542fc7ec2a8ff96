package io.github.diffusion4j.sampler;

import com.google.common.collect.ImmutableList;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.names.Names;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Stage;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/** Every sampler by its name. */
public final class Catalogue {
  private static final NoiseSchedule EXAMPLE = NoiseSchedule.linear(100, 1e-4, 0.02);
  private static final DpmCorrection MIDPOINT = DpmCorrection.MIDPOINT;

  private static final ImmutableList<Entry> ENTRIES =
      ImmutableList.of(
          one("ddpm", Samplers.ddpm(), 1, "2006.11239"),
          one("ddpm-beta", Samplers.ddpm(DdpmVariance.BETA), 1, "2006.11239"),
          one("ddpm-learned", Samplers.ddpm(DdpmVariance.LEARNED_RANGE), 1, "2102.09672"),
          one("ddim", Samplers.ddim(), 1, "2010.02502"),
          one("ddim-inverse", Samplers.ddimInverse(), 1, "2010.02502"),
          one("euler", Samplers.euler(), 1, "2206.00364"),
          one("euler-churn", Samplers.euler(Churn.of(10)), 1, "2206.00364"),
          one("euler-ancestral", Samplers.eulerAncestral(), 1, "2206.00364"),
          two("heun", Samplers.heun(), "2206.00364"),
          two("heun-churn", Samplers.heun(Churn.of(10)), "2206.00364"),
          two("flow-heun", Samplers.flowHeun(), "2209.03003"),
          two("kdpm2", Samplers.kdpm2(), "2206.00927"),
          two("kdpm2-ancestral", Samplers.kdpm2Ancestral(), "2206.00927"),
          one("lms", Samplers.lms(4), 4, "2112.10752"),
          new Entry("pndm", Samplers.pndm(), 2, "n + 9", n -> n + 9, 4, "2202.09778"),
          new Entry("plms", Samplers.plms(), 2, "n + 1", n -> n == 1 ? 1 : n + 1, 1, "2202.09778"),
          one("dpm-solver", multi(DpmEquation.DPM, MIDPOINT, 2), 2, "2206.00927"),
          one("dpm-solver-3", multi(DpmEquation.DPM, DpmCorrection.TAYLOR, 3), 3, "2206.00927"),
          one("dpm-solver++", Samplers.dpmSolverPlusPlus(), 2, "2211.01095"),
          one(
              "dpm-solver++-heun",
              multi(DpmEquation.DPM_PLUS_PLUS, DpmCorrection.HEUN, 2),
              2,
              "2211.01095"),
          one("dpm-solver++-3", multi(DpmEquation.DPM_PLUS_PLUS, MIDPOINT, 3), 2, "2211.01095"),
          one(
              "dpm-solver++-3-corrected",
              multi(DpmEquation.DPM_PLUS_PLUS, DpmCorrection.TAYLOR, 3),
              3,
              "2211.01095"),
          one("sde-dpm-solver", multi(DpmEquation.SDE_DPM, MIDPOINT, 2), 2, "2211.01095"),
          one(
              "sde-dpm-solver++",
              multi(DpmEquation.SDE_DPM_PLUS_PLUS, MIDPOINT, 2),
              2,
              "2211.01095"),
          one(
              "sde-dpm-solver++-3",
              multi(DpmEquation.SDE_DPM_PLUS_PLUS, DpmCorrection.TAYLOR, 3),
              3,
              "2211.01095"),
          single("dpm-solver-single", DpmEquation.DPM, 2, "2206.00927"),
          single("dpm-solver-single-3", DpmEquation.DPM, 3, "2206.00927"),
          single("dpm-solver++-single", DpmEquation.DPM_PLUS_PLUS, 2, "2211.01095"),
          single("dpm-solver++-single-3", DpmEquation.DPM_PLUS_PLUS, 3, "2211.01095"),
          single("sde-dpm-solver++-single", DpmEquation.SDE_DPM_PLUS_PLUS, 2, "2211.01095"),
          one("unipc", Samplers.uniPc(2), 3, "2302.04867"),
          one("unipc-3", Samplers.uniPc(3), 4, "2302.04867"),
          one(
              "unipc-bh1",
              Samplers.uniPc(2, UniPcOptions.of(UniPcOptions.B.BH1, DpmEquation.DPM_PLUS_PLUS)),
              3,
              "2302.04867"),
          one("deis", Samplers.deis(3), 3, "2204.13902"),
          one("lcm", Samplers.lcm(), 1, "2310.04378"),
          one("tcd", Samplers.tcd(0.3), 1, "2402.19159"),
          one("consistency", Samplers.consistency(), 1, "2303.01469"),
          new Entry(
              "repaint",
              Samplers.rePaint(0, 10, 10),
              1,
              "n + 90 ceil(n / 10 - 1)",
              n -> n + 90 * Math.max(0, (n - 1) / 10),
              1,
              "2201.09865"),
          new Entry(
              "predictor-corrector",
              Samplers.predictorCorrector(0.16, 1),
              1,
              "2 n",
              n -> 2 * n,
              1,
              "2011.13456"),
          one("euler-maruyama", Samplers.eulerMaruyama(), 1, "2011.13456"),
          new Entry(
              "annealed-langevin",
              Samplers.annealedLangevin(0.2, 10),
              1,
              "10 n - 9",
              n -> 10 * n - 9,
              1,
              "1907.05600"));

  private Catalogue() {}

  /**
   * The whole catalogue.
   *
   * @return one entry a name
   */
  public static List<Entry> entries() {
    return ENTRIES;
  }

  /**
   * The names.
   *
   * @return in the order of the families
   */
  public static List<String> names() {
    return ENTRIES.stream().map(Entry::name).toList();
  }

  /**
   * An entry by its name.
   *
   * @param name in any case
   * @return the entry
   * @throws IllegalArgumentException if there is none of that name; the message has the names
   */
  public static Entry named(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return ENTRIES.stream()
        .filter(e -> e.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "sampler '" + name + "': there are " + Names.listed(name, names())));
  }

  private static Multistep multi(DpmEquation kind, DpmCorrection variant, int order) {
    return Samplers.dpmSolver(kind, variant, order);
  }

  private static Entry one(String name, Sampler sampler, int order, String paper) {
    return new Entry(name, sampler, order, "n", n -> n, 1, paper);
  }

  private static Entry two(String name, Sampler sampler, String paper) {
    return new Entry(name, sampler, 2, "2 n - 1", n -> 2 * n - 1, 1, paper);
  }

  private static Entry single(String name, DpmEquation kind, int order, String paper) {
    Sampler sampler =
        Samplers.dpmSolverSinglestep(kind, order == 3 ? DpmCorrection.HEUN : MIDPOINT, order);
    return new Entry(name, sampler, order, "n", n -> n, order, paper);
  }

  /**
   * One sampler of the catalogue.
   *
   * @param name for command lines and model cards
   * @param sampler with its usual settings
   * @param order how fast its error falls with the number of steps, where the path is smooth: as 1
   *     / n^order
   * @param cost the evaluations of n steps, as a formula; fewer where a step {@link
   *     Interval#startsWithoutSignal starts without signal}
   * @param evaluations the same, as a function
   * @param leastSteps the fewest steps it takes
   * @param paper its arXiv number
   */
  public record Entry(
      String name,
      Sampler sampler,
      int order,
      String cost,
      IntUnaryOperator evaluations,
      int leastSteps,
      String paper) {

    /**
     * Whether it draws noise after the start.
     *
     * @return true if samples of different seeds differ even from the same start
     */
    public boolean isStochastic() {
      return Plan.compile(
              sampler,
              sampler.intervals(EXAMPLE, Spacing.trailing(), 50),
              Parameterization.V,
              Thresholding.none())
          .stages()
          .stream()
          .anyMatch(s -> s.draw() != Stage.NO_DRAW);
    }
  }
}
