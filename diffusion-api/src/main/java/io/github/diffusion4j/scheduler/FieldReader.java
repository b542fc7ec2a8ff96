package io.github.diffusion4j.scheduler;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Doubles;
import io.github.diffusion4j.names.Names;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the entries of a configuration file: those of the class, those of other classes, which say
 * nothing here, and those that nobody knows.
 *
 * @param kind the class
 * @param entries as a JSON parser gives them
 */
record FieldReader(SchedulerClass kind, Map<String, ? extends @Nullable Object> entries) {
  private static final ImmutableSet<String> KNOWN_ANYWHERE =
      Arrays.stream(SchedulerClass.values())
          .flatMap(kind -> kind.defaults().keySet().stream())
          .collect(ImmutableSet.toImmutableSet());

  /** Fields of classes that are not supported, and of old versions, without a meaning elsewhere. */
  private static final ImmutableSet<String> KNOWN_ELSEWHERE =
      ImmutableSet.of(
          "tensor_format",
          "timestep_values",
          "noise_sampler_seed",
          "predictor_order",
          "corrector_order",
          "tau_func",
          "beta_min",
          "beta_max");

  /** Notes of the library that wrote the file begin with this. */
  private static final String NOTE = "_";

  /** The fields whose values were defaults when the file was written, and are defaults again. */
  private static final String DEFAULTED = "_use_default_values";

  Settings settings() {
    Map<String, Object> fields = new TreeMap<>(kind.defaults());
    Set<?> defaulted =
        entries.get(DEFAULTED) instanceof Collection<?> names ? Set.copyOf(names) : Set.of();
    entries.forEach(
        (key, value) -> {
          if (kind.defaults().containsKey(key) && !defaulted.contains(key)) {
            fields.put(key, value == null ? Defaults.NO_TEXT : value);
          }
        });
    fields.values().removeIf(value -> value instanceof Defaults.Null);
    Settings raw = new Settings(kind, ImmutableMap.copyOf(fields), ImmutableMap.of());
    fields.replaceAll((key, value) -> typed(raw, key));
    return new Settings(kind, ImmutableMap.copyOf(fields), ImmutableMap.of());
  }

  /** The value in the type of the default, so that equal configurations are equal. */
  private Object typed(Settings raw, String key) {
    Object usual = kind.defaults().get(key);
    if (usual instanceof Boolean) {
      return raw.is(key);
    }
    if (usual instanceof Number || usual == Defaults.NO_NUMBER) {
      return raw.number(key);
    }
    return usual instanceof List || usual == Defaults.NO_LIST
        ? Doubles.asList(raw.list(key))
        : raw.text(key);
  }

  /** The fields that other classes have and this one has not, sorted. */
  Set<String> foreign() {
    Set<String> foreign = new TreeSet<>(entries.keySet());
    foreign.removeIf(key -> key.startsWith(NOTE) || kind.defaults().containsKey(key));
    for (String key : foreign) {
      if (!KNOWN_ANYWHERE.contains(key) && !KNOWN_ELSEWHERE.contains(key)) {
        throw new IllegalArgumentException(
            "%s: %s = %s: no such field is known; remove it if it changes nothing%s"
                .formatted(
                    kind.className(),
                    key,
                    entries.get(key),
                    Names.didYouMean(key, kind.defaults().keySet())));
      }
    }
    return foreign;
  }
}
