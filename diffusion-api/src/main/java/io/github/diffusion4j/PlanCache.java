package io.github.diffusion4j;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.PlanCompiler;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.Spacing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The plans of a model that were compiled last: a plan of 50 steps costs as much as half an
 * evaluation of a small network. A plan is found again by equal samplers and spacings, which are
 * immutable: those of this library are values.
 *
 * <p>Thread-safe.
 */
final class PlanCache {
  /** About 20 MB. */
  private static final long MOST_STAGES = 20_000;

  private final ModelCard card;
  private final Cache<Recipe, Plan> plans =
      CacheBuilder.newBuilder()
          .maximumWeight(MOST_STAGES)
          .weigher((Recipe recipe, Plan plan) -> plan.stages().size() + 1)
          .build();

  PlanCache(ModelCard card) {
    this.card = card;
  }

  /**
   * All that decides a plan but the model.
   *
   * @param steps of the whole way
   * @param walked how many of them, the last ones
   * @param fromImage whether it starts from an image
   * @param keepingKnown whether known pixels are put back
   */
  record Recipe(
      Sampler sampler,
      Spacing spacing,
      Parameterization parameterization,
      Thresholding thresholding,
      int steps,
      int walked,
      boolean fromImage,
      boolean keepingKnown) {}

  Plan get(Recipe recipe) {
    @Nullable Plan kept = plans.getIfPresent(recipe);
    if (kept != null) {
      return kept;
    }
    Plan plan = compile(recipe);
    plans.put(recipe, plan);
    return plan;
  }

  private Plan compile(Recipe recipe) {
    PlanCompiler compiler = PlanCompiler.of(recipe.parameterization(), recipe.thresholding());
    if (recipe.fromImage()) {
      compiler = compiler.fromImage();
    }
    if (recipe.keepingKnown()) {
      compiler = compiler.keepingKnown();
    }
    Spacing spacing =
        recipe.walked() == recipe.steps()
            ? recipe.spacing()
            : (schedule, n) -> lastOf(recipe.spacing().times(schedule, recipe.steps()), n);
    Sampler sampler = recipe.sampler().ofLast(recipe.walked(), recipe.steps());
    return compiler.compile(sampler, sampler.intervals(card.schedule(), spacing, recipe.walked()));
  }

  private static double[] lastOf(double[] times, int steps) {
    return Arrays.copyOfRange(times, times.length - 1 - steps, times.length);
  }
}
