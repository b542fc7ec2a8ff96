package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.model.Model;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a number was measured.
 *
 * @param processors that Java sees
 * @param system and its architecture
 * @param java its version
 * @param runtime that evaluates the network, with its version
 * @param provider cpu or cuda:N
 * @param threads of the CPU that share an evaluation, or null
 */
record Machine(
    int processors,
    String system,
    String java,
    String runtime,
    String provider,
    @Nullable Integer threads) {

  /** Where a model runs. */
  static Machine of(Model model) {
    Map<String, String> facts = model.runtimeFacts();
    String provider = facts.getOrDefault("provider", "unknown").toLowerCase(Locale.ROOT);
    String gpu = facts.get("device");
    String threads = facts.get("threads");
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.version().toString(),
        facts.getOrDefault("runtime", "unknown"),
        gpu == null ? provider : provider + ":" + gpu,
        threads == null ? null : Integer.valueOf(threads));
  }

  @Override
  public String toString() {
    String where = threads == null ? provider : "%s, threads: %d".formatted(provider, threads);
    return "%s; processors: %d, %s, Java %s, %s"
        .formatted(where, processors, system, java, runtime);
  }
}
