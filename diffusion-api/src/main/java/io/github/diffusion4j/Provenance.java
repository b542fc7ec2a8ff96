package io.github.diffusion4j;

import io.github.diffusion4j.model.ActiveAdapter;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.plan.KnownRegion;
import io.github.diffusion4j.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * How samples came to be: all that is needed to make them again, to the bit on a machine of the
 * same kind. Given images are recorded by their hashes.
 *
 * <p>Immutable and thread-safe. {@link #toText} travels; two are equal if their texts are. The same
 * request in the same process gives equal provenances.
 */
public final class Provenance {
  private final String model;
  private final String fingerprint;
  private final long seed;
  private final int count;
  private final List<ContextVector> contexts;
  private final List<ActiveAdapter> adapters;
  private final Guidance guidance;
  private final String start;
  private final Optional<String> known;
  private final String noise;
  private final Plan plan;
  private final Map<String, String> runtime;

  Provenance(Generation generation) {
    model = generation.card().name();
    fingerprint = generation.pipeline().fingerprint();
    seed = generation.seed();
    count = generation.count();
    contexts = generation.contexts().stream().map(GuidedContext::wanted).toList();
    adapters = generation.adapters();
    guidance = generation.guidance();
    start = generation.start().toString();
    known = Optional.ofNullable(generation.known()).map(KnownRegion::toString);
    noise = generation.noise().toString();
    plan = generation.plan();
    runtime = generation.pipeline().runtimeFacts();
  }

  /**
   * The model.
   *
   * @return its name
   */
  public String model() {
    return model;
  }

  /**
   * The weights.
   *
   * @return SHA-256 of the model's file in hexadecimal, or {@code none} for a denoiser that has no
   *     file
   */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * The seed of the first sample.
   *
   * @return sample i has seed + i
   */
  public long seed() {
    return seed;
  }

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  public int count() {
    return count;
  }

  /**
   * What the samples were asked to show.
   *
   * @return contexts, assigned to the samples in turn
   */
  public List<ContextVector> contexts() {
    return contexts;
  }

  /**
   * What changed the weights.
   *
   * @return the adapters with their strengths; none by default
   */
  public List<ActiveAdapter> adapters() {
    return adapters;
  }

  /**
   * How closely the context was followed.
   *
   * @return the guidance
   */
  public Guidance guidance() {
    return guidance;
  }

  /**
   * Where the samples started.
   *
   * @return such as {@code noise}, {@code between seeds 3 and 7}, or {@code images, strength 0.6}
   *     with their shape and SHA-256
   */
  public String start() {
    return start;
  }

  /**
   * What was kept of given images.
   *
   * @return shape and SHA-256 of images and mask; empty if nothing was
   */
  public Optional<String> known() {
    return known;
  }

  /**
   * Where noise came from.
   *
   * @return the {@code toString()} of the noise source, such as {@code gaussian}
   */
  public String noise() {
    return noise;
  }

  /**
   * The coefficients that were run.
   *
   * @return the plan
   */
  public Plan plan() {
    return plan;
  }

  /**
   * What the library ran in.
   *
   * @return {@code diffusion4j}, its version; {@code java}; {@code os}; {@code arch}
   */
  public Map<String, String> versions() {
    return Versions.ALL;
  }

  /**
   * What evaluated the network.
   *
   * @return {@link io.github.diffusion4j.model.Model#runtimeFacts}, such as {@code runtime}, {@code
   *     provider} and {@code threads}; empty for a denoiser that says nothing
   */
  public Map<String, String> runtime() {
    return runtime;
  }

  /**
   * All of it as text: lines {@code key = value}, then {@code plan:} and {@link Plan#toText}.
   *
   * @return lines that end in {@code \n}
   */
  public String toText() {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add("model = " + model);
    lines.add("fingerprint = " + fingerprint);
    lines.add("seed = " + seed);
    lines.add("count = " + count);
    for (int i = 0; i < contexts.size(); i++) {
      lines.add("context." + i + " = " + contexts.get(i));
    }
    for (int i = 0; i < adapters.size(); i++) {
      lines.add("adapter." + i + " = " + adapters.get(i));
    }
    lines.add("guidance = " + guidance);
    lines.add("start = " + start);
    known.ifPresent(text -> lines.add("known = " + text));
    lines.add("noise = " + noise);
    versions().forEach((key, value) -> lines.add("version." + key + " = " + value));
    runtime.forEach((key, value) -> lines.add("runtime." + key + " = " + value));
    return lines + "plan:\n" + plan.toText();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Provenance that && toText().equals(that.toText());
  }

  @Override
  public int hashCode() {
    return toText().hashCode();
  }

  /** Such as {@code icons16, seed 7, 4 samples, DDIM in 50 evaluations}. */
  @Override
  public String toString() {
    return "%s, seed %d, %d samples, %s in %d evaluations"
        .formatted(model, seed, count, plan.sampler(), plan.evaluations());
  }
}
