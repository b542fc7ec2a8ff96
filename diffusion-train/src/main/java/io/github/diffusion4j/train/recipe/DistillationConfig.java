package io.github.diffusion4j.train.recipe;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.sampler.Catalogue;
import io.github.diffusion4j.train.io.Settings;
import java.util.Map;

/**
 * How a teacher is asked, and what its student shall be good at.
 *
 * @param teacher name of the teacher's run
 * @param evaluations n that the student is for, from 1 to n; at least 1
 * @param questions how many pairs of images the teacher makes, rounded up to whole blocks of 32; at
 *     least 1
 * @param sampler of the teacher, by its name in the {@link Catalogue}
 * @param steps of the teacher from pure noise; at least 1
 * @param guidance of the teacher, which the student then has of itself
 * @param seed of contexts and noise
 */
public record DistillationConfig(
    String teacher,
    int evaluations,
    int questions,
    String sampler,
    int steps,
    double guidance,
    long seed) {
  /** What the keys of {@link #toMap} begin with. */
  public static final String PREFIX = "teacher.";

  /**
   * Checks the ranges.
   *
   * @param teacher name of the teacher's run
   * @param evaluations n that the student is for, from 1 to n; at least 1
   * @param questions how many pairs of images the teacher makes, rounded up to whole blocks of 32;
   *     at least 1
   * @param sampler of the teacher, by its name in the {@link Catalogue}
   * @param steps of the teacher from pure noise; at least 1
   * @param guidance of the teacher, which the student then has of itself
   * @param seed of contexts and noise
   * @throws IllegalArgumentException if a number is out of range, or there is no such sampler
   */
  public DistillationConfig {
    Settings.check("evaluations", evaluations, evaluations >= 1, "[1, T]");
    Settings.check("questions", questions, questions >= 1, "[1, ...)");
    Settings.check("teacher-steps", steps, steps >= 1, "[1, T]");
    Settings.check("guidance", guidance, Double.isFinite(guidance), "the finite numbers");
    Catalogue.named(sampler);
  }

  /**
   * Reads what {@link #toMap} wrote.
   *
   * @param entries by key, each beginning with {@link #PREFIX}
   * @return the configuration
   * @throws IllegalArgumentException if a value is missing or out of range
   */
  public static DistillationConfig of(Map<String, String> entries) {
    Settings settings = new Settings(entries);
    return new DistillationConfig(
        entries.getOrDefault(PREFIX + "name", ""),
        Math.toIntExact(settings.whole(PREFIX + "evaluations")),
        Math.toIntExact(settings.whole(PREFIX + "questions")),
        entries.getOrDefault(PREFIX + "sampler", ""),
        Math.toIntExact(settings.whole(PREFIX + "steps")),
        settings.number(PREFIX + "guidance"),
        settings.whole(PREFIX + "seed"));
  }

  /**
   * The configuration as text.
   *
   * @return a value for each key, each beginning with {@link #PREFIX}
   */
  public Map<String, String> toMap() {
    return ImmutableMap.<String, String>builder()
        .put(PREFIX + "name", teacher)
        .put(PREFIX + "evaluations", Integer.toString(evaluations))
        .put(PREFIX + "questions", Integer.toString(questions))
        .put(PREFIX + "sampler", sampler)
        .put(PREFIX + "steps", Integer.toString(steps))
        .put(PREFIX + "guidance", Double.toString(guidance))
        .put(PREFIX + "seed", Long.toString(seed))
        .buildOrThrow();
  }
}
