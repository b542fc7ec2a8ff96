package io.github.diffusion4j;

import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.plan.KnownRegion;
import io.github.diffusion4j.plan.Plan;
import org.jspecify.annotations.Nullable;

/** Checks that a plan, which may come from elsewhere, fits a model and a request. */
final class PlanCheck {
  private PlanCheck() {}

  /** Refuses a plan that wants what the network does not predict. */
  static void variance(Plan plan, ModelCard card) {
    if (plan.wantsLearnedVariance() && card.variance() == ModelCard.Variance.FIXED) {
      throw new IllegalArgumentException(
          plan.sampler()
              + " wants a network with a learned variance, which this model has not: use ddpm or ddpm-beta");
    }
  }

  /**
   * Refuses a plan that would ignore part of a request or take the network's output for what it is
   * not.
   *
   * @throws IllegalArgumentException with the cure
   */
  static void fromElsewhere(Plan plan, ModelCard card, Start start, @Nullable KnownRegion known) {
    if (!plan.isFor(card.parameterization())) {
      throw new IllegalArgumentException(
          "a plan for a network of another prediction, but %s predicts %s: compile the plan for this model"
              .formatted(card.name(), card.parameterization()));
    }
    agree(
        plan.startsFromImage(),
        start.isImage(),
        "starts from images",
        "imageToImage(...) or Start.image(...)");
    agree(plan.keepsKnown(), known != null, "puts back pixels that are kept", "inpaint(...)");
  }

  private static void agree(boolean planned, boolean wanted, String what, String setting) {
    if (planned && !wanted) {
      throw new IllegalArgumentException(
          "a plan that %s, for a request without %s: set it, or take the plan() of a request without it"
              .formatted(what, setting));
    }
    if (wanted && !planned) {
      throw new IllegalArgumentException(
          "a request with %s, but the plan is not one that %s: take the plan() of a request with it"
              .formatted(setting, what));
    }
  }
}
