package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.schedule.Level;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * The levels that a DPM-Solver, UniPC or DEIS visits: whole timesteps give sigmas, or sigmas along
 * a curve give whole timesteps. A sigma is the ratio sigma / alpha of a variance preserving level;
 * of flow matching it is sigma itself, alpha = 1 - sigma.
 *
 * @param settings of the scheduler
 * @param timesteps what the network is told, from 0 to T - 1
 * @param sigmas one more than timesteps: the last is where the last step ends
 */
@SuppressWarnings("ArrayRecordComponent")
record DpmGrid(Settings settings, double[] timesteps, double[] sigmas) {

  /** Refuses what can be refused whatever the number of steps. */
  static void check(Settings s) {
    Optional<SigmaCurve> curve = SigmaCurve.of(s);
    boolean flow = s.is("use_flow_sigmas");
    if (s.asks("timesteps") && (curve.isPresent() || flow)) {
      throw s.refusal(
          "timesteps",
          "%s makes the timesteps from sigmas; leave one out"
              .formatted(curve.map(SigmaCurve::field).orElse("use_flow_sigmas")));
    }
    if (flow && curve.isPresent() && !isKarrasFlow(s)) {
      throw s.refusal(
          "use_flow_sigmas",
          "together with %s, whose sigmas are ratios of another schedule; set only one of them"
              .formatted(curve.get().field()));
    }
    if (s.asks("sigmas") && !flow) {
      throw s.refusal("sigmas", "they need use_flow_sigmas = true");
    }
    if (s.has("shift_terminal") && !flow) {
      throw s.refusal("shift_terminal", "it needs use_flow_sigmas = true");
    }
    if (s.kind() != SchedulerClass.DPM_SOLVER_SINGLESTEP) {
      TimestepSpacing.of(s);
    }
    if (s.has("final_sigmas_type")) {
      s.choice("final_sigmas_type", "zero", "sigma_min");
    }
    DpmFlow.shift(s);
  }

  static DpmGrid of(Settings s, SigmaTable table, int n) {
    boolean flow = s.is("use_flow_sigmas");
    Optional<SigmaCurve> curve = SigmaCurve.of(s);
    boolean unipc = s.kind() == SchedulerClass.UNI_PC;
    if (isKarrasFlow(s)) {
      double[] ratios = onCurve(s, SigmaCurve.KARRAS, table, n);
      return ofFlow(s, table, Arrays.stream(ratios).map(r -> r / (r + 1)).toArray());
    }
    if (curve.isPresent()) {
      double[] sigmas = onCurve(s, curve.get(), table, n);
      DoubleUnaryOperator whole = rounds(s, curve.get()) ? Math::rint : Math::floor;
      double[] timesteps =
          Arrays.stream(sigmas).map(source(s, table)::timestepOf).map(whole).toArray();
      return ended(s, timesteps, sigmas, endOfSigmas(s, sigmas, table));
    }
    if (flow) {
      return ofFlow(s, table, unipc ? DpmFlow.unipcSigmas(s, n) : DpmFlow.sigmas(s, n));
    }
    double[] timesteps =
        s.asks("timesteps")
            ? Arrays.stream(Given.timesteps(s, n)).map(Math::floor).toArray()
            : spaced(s, table, n);
    double[] sigmas = Arrays.stream(timesteps).map(table::at).toArray();
    return ended(s, timesteps, sigmas, endsAtZero(s) ? 0 : table.first());
  }

  /** UniPC alone turns the ratios of a curve into flow sigmas, and those of one curve only. */
  private static boolean isKarrasFlow(Settings s) {
    return s.kind() == SchedulerClass.UNI_PC
        && s.is("use_flow_sigmas")
        && SigmaCurve.of(s).equals(Optional.of(SigmaCurve.KARRAS));
  }

  /** n + 1 places, the last of which is dropped; the noisiest training steps may be clipped. */
  private static double[] spaced(Settings s, SigmaTable table, int n) {
    int total = s.trainingSteps();
    int used =
        total
            - (s.has("lambda_min_clipped") ? table.noisierThan(s.number("lambda_min_clipped")) : 0);
    int offset = s.has("steps_offset") ? s.whole("steps_offset") : 0;
    TimestepSpacing spacing =
        s.kind() == SchedulerClass.DPM_SOLVER_SINGLESTEP
            ? TimestepSpacing.LINSPACE
            : TimestepSpacing.of(s);
    if (spacing == TimestepSpacing.TRAILING) {
      return spacing.times(used, total, n, offset);
    }
    double[] places = spacing.times(used, total, n + 1, offset);
    return Arrays.stream(places).limit(n).map(Math::rint).toArray();
  }

  /** DPM-Solver multistep drops fractions on a cosine schedule where it rounds on others. */
  private static boolean rounds(Settings s, SigmaCurve curve) {
    boolean cosine = s.text("beta_schedule").equals("squaredcos_cap_v2");
    return (curve == SigmaCurve.KARRAS || curve == SigmaCurve.LU)
        && !(s.kind() == SchedulerClass.DPM_SOLVER_MULTISTEP && cosine);
  }

  /** Given sigmas replace the training's; only their ends matter then. */
  private static SigmaTable source(Settings s, SigmaTable table) {
    return s.asks("sigmas") ? SigmaTable.of(s.askedList("sigmas")) : table;
  }

  private static double[] onCurve(Settings s, SigmaCurve curve, SigmaTable table, int n) {
    SigmaTable source = source(s, table);
    double smallest = s.has("sigma_min") ? s.numberAbove(0, "sigma_min") : source.first();
    double largest = s.has("sigma_max") ? s.numberAbove(0, "sigma_max") : source.last();
    return curve.between(largest, smallest, n);
  }

  private static DpmGrid ofFlow(Settings s, SigmaTable table, double[] sigmas) {
    double[] timesteps =
        Arrays.stream(sigmas).map(sigma -> Math.floor(sigma * s.trainingSteps())).toArray();
    return ended(s, timesteps, sigmas, endOfSigmas(s, sigmas, table));
  }

  /**
   * The end where timesteps come from sigmas. DEIS and UniPC repeat the last sigma; DPM-Solver goes
   * to the ratio of the first training step, even from flow sigmas.
   */
  private static double endOfSigmas(Settings s, double[] visited, SigmaTable table) {
    boolean repeats = s.kind() == SchedulerClass.DEIS || s.kind() == SchedulerClass.UNI_PC;
    return endsAtZero(s) ? 0 : repeats ? visited[visited.length - 1] : table.first();
  }

  private static boolean endsAtZero(Settings s) {
    return s.kind() != SchedulerClass.DEIS && s.text("final_sigmas_type").equals("zero");
  }

  private static DpmGrid ended(Settings s, double[] timesteps, double[] visited, double end) {
    for (int i = 1; i < timesteps.length; i++) {
      if (timesteps[i] == timesteps[0]) {
        throw s.refusal(
            "num_train_timesteps",
            "with %d steps the first timestep, %.0f, comes twice; ask for fewer steps"
                .formatted(visited.length, timesteps[0]));
      }
    }
    return new DpmGrid(s, timesteps, DiscreteGrid.append(visited, end));
  }

  int steps() {
    return timesteps.length;
  }

  /** The level at the start of a step, or after the last. */
  Level level(int i) {
    double time = i < steps() ? 1 + timesteps[i] : 1;
    double sigma = sigmas[i];
    return settings.is("use_flow_sigmas")
        ? Level.of(time, 1 - sigma, sigma)
        : SigmaMapping.level(time - 1, sigma);
  }
}
