package io.github.diffusion4j.plan;

import io.github.diffusion4j.model.Parameterization;
import java.util.List;

/**
 * A sampler compiled for a grid and a network: coefficients that one loop applies. Two plans are
 * equal if all their numbers are.
 *
 * <p>Immutable and thread-safe. {@code toString()} is an aligned table.
 *
 * @param sampler what was compiled
 * @param memory number of memory slots
 * @param thresholding of x0-hat
 * @param start the coefficients of the first input and state, over [given, z]
 * @param stages stages of the loop, most of them an evaluation of the network
 */
public record Plan(
    String sampler, int memory, Thresholding thresholding, Start start, List<Stage> stages) {

  /**
   * Copies the list.
   *
   * @param sampler what was compiled
   * @param memory number of memory slots
   * @param thresholding of x0-hat
   * @param start the coefficients of the first input and state, over [given, z]
   * @param stages stages of the loop, most of them an evaluation of the network
   */
  public Plan {
    stages = List.copyOf(stages);
  }

  /**
   * Compiles a sampler for generation from noise; {@link PlanCompiler} compiles for other tasks.
   *
   * @param sampler whose formula runs once for each interval
   * @param intervals in order, at least one
   * @param parameterization of the network
   * @param thresholding of x0-hat
   * @return the plan
   * @throws IllegalArgumentException if there is no interval, or the network's output does not
   *     determine what the formula needs at some level (epsilon where there is no signal)
   */
  public static Plan compile(
      Sampler sampler,
      List<Interval> intervals,
      Parameterization parameterization,
      Thresholding thresholding) {
    return PlanCompiler.of(parameterization, thresholding).compile(sampler, intervals);
  }

  /**
   * How often the network is evaluated.
   *
   * @return the number of stages that evaluate
   */
  public int evaluations() {
    return (int) stages.stream().filter(s -> !(s instanceof Stage.AddNoise)).count();
  }

  /**
   * Whether some noise is scaled as the network says.
   *
   * @return true for a network with a learned variance only
   */
  public boolean wantsLearnedVariance() {
    return stages.stream().anyMatch(s -> s instanceof Stage.Evaluate e && e.variance().isLearned());
  }

  /**
   * Whether pixels that are known are put back after every stage.
   *
   * @return true for a plan compiled with {@link PlanCompiler#keepingKnown}
   */
  public boolean keepsKnown() {
    return stages.stream().anyMatch(s -> s.known() != null);
  }

  /**
   * Whether it starts from clean samples, which it noises: image to image.
   *
   * @return true for a plan compiled with {@link PlanCompiler#fromImage}
   */
  public boolean startsFromImage() {
    return start.given() == Given.IMAGE;
  }

  /**
   * Whether it takes a network's output for what it is: every row that makes x0-hat or the score of
   * the output is the one of this parameterization, to rounding.
   *
   * @param parameterization of the network
   * @return true if it was compiled for such a network
   */
  public boolean isFor(Parameterization parameterization) {
    Predictions predictions = new Predictions(parameterization, thresholding);
    return stages.stream().allMatch(predictions::agreesWith);
  }

  /**
   * The plan as plain text, without loss; {@link #parse} reads it back.
   *
   * @return lines, doubles in hexadecimal
   */
  public String toText() {
    return PlanWriter.write(this);
  }

  /**
   * Reads what {@link #toText} writes.
   *
   * @param text of a plan
   * @return an equal plan
   * @throws IllegalArgumentException if it is none; the message has the line and what is wrong
   */
  public static Plan parse(String text) {
    return PlanReader.read(text);
  }

  /** An aligned table, with 5 digits. */
  @Override
  public String toString() {
    return PlanTable.of(this);
  }

  /** What a plan is given to start with. */
  public enum Given {
    /** Values of deviation 1, which the start scales to the first level: noise, as a rule. */
    STATE,
    /** Clean samples, which the first stage noises to the first level. */
    IMAGE
  }

  /**
   * What the first evaluation sees.
   *
   * @param next the coefficients of the network's first input
   * @param nextState the coefficients of the first state
   * @param draw number of the noise draw, or {@link Stage#NO_DRAW}
   * @param given what the plan is given
   */
  public record Start(Coefficients next, Coefficients nextState, int draw, Given given) {}
}
