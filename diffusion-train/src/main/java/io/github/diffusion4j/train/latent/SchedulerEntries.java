package io.github.diffusion4j.train.latent;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.scheduler.SchedulerConfig;
import io.github.diffusion4j.train.io.Settings;
import io.github.diffusion4j.train.recipe.Objective;
import io.github.diffusion4j.train.recipe.Target;
import io.github.diffusion4j.train.recipe.Told;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a network was trained on, in the words of a {@code scheduler_config.json}. */
final class SchedulerEntries {
  private static final double TOLERANCE = 1e-6;

  private SchedulerEntries() {}

  /**
   * The fields of a scheduler of the network.
   *
   * @param className such as {@code DPMSolverMultistepScheduler}
   * @throws IllegalArgumentException if there is no such scheduler, or none of that class has the
   *     levels of noise that the network knows
   */
  static Map<String, Object> of(Objective objective, String className) {
    NoiseSchedule schedule = objective.noiseSchedule();
    checkDescribable(objective, schedule);
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("_class_name", className);
    entries.put("num_train_timesteps", schedule.steps());
    if (objective.schedule().getOrDefault("schedule", "").equals("cosine")) {
      entries.put("beta_schedule", "squaredcos_cap_v2");
    } else {
      entries.put("trained_betas", betas(schedule));
    }
    entries.put("prediction_type", prediction(objective.target()));
    entries.put("timestep_spacing", "trailing");
    entries.put("clip_sample", false);
    check(schedule, SchedulerConfig.of(entries));
    return entries;
  }

  /** Refuses what such a file has no words for. */
  private static void checkDescribable(Objective objective, NoiseSchedule schedule) {
    Level last = schedule.level(schedule.steps());
    boolean preserves = Math.abs(Math.hypot(last.alpha(), last.sigma()) - 1) <= TOLERANCE;
    if (objective.told() != Told.FRACTION || !preserves) {
      throw new IllegalArgumentException(
          "schedule = %s, told = %s: a scheduler_config.json is written for variance preserving schedules whose network is told the time; train with schedule = cosine and told = fraction"
              .formatted(objective.schedule().get("schedule"), Settings.text(objective.told())));
    }
  }

  /** alpha-bar(t) is the product of 1 - beta, 2006.11239, equation 4. */
  private static List<Double> betas(NoiseSchedule schedule) {
    List<Double> betas = new ArrayList<>();
    double before = 1;
    for (int t = 1; t <= schedule.steps(); t++) {
      double alpha = schedule.level(t).alpha();
      betas.add(1 - alpha * alpha / before);
      before = alpha * alpha;
    }
    return betas;
  }

  private static String prediction(Target target) {
    return switch (target) {
      case EPSILON -> "epsilon";
      case X0 -> "sample";
      case V -> "v_prediction";
      case SCORE ->
          throw new IllegalArgumentException(
              "prediction = score: no scheduler_config.json says so; train with epsilon, x0 or v");
    };
  }

  private static void check(NoiseSchedule trained, SchedulerConfig config) {
    for (int t = 1; t <= trained.steps(); t++) {
      double wanted = trained.level(t).alpha();
      double told = config.schedule().level(t).alpha();
      if (!(Math.abs(wanted - told) <= TOLERANCE)) {
        throw new IllegalArgumentException(
            "%s has alpha %s at step %d, where the network was trained with %s; take another scheduler, such as DPMSolverMultistepScheduler"
                .formatted(config.className(), told, t, wanted));
      }
    }
  }
}
