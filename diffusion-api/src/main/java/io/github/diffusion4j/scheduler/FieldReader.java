package io.github.diffusion4j.scheduler;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.github.diffusion4j.names.Names;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

  /** Notes of the library that wrote the file begin with this. */
  private static final String NOTE = "_";

  /** The fields whose values were defaults when the file was written, and are defaults again. */
  private static final String DEFAULTED = "_use_default_values";

  Settings settings() {
    Map<String, Object> fields = new java.util.TreeMap<>(kind.defaults());
    Set<?> defaulted =
        entries.get(DEFAULTED) instanceof Collection<?> names ? Set.copyOf(names) : Set.of();
    entries.forEach(
        (key, value) -> {
          if (kind.defaults().containsKey(key) && !defaulted.contains(key)) {
            fields.put(key, value == null ? Optional.empty() : value);
          }
        });
    fields.values().removeIf(value -> value.equals(Optional.empty()));
    return new Settings(kind, ImmutableMap.copyOf(fields), ImmutableMap.of());
  }

  /** The fields that other classes have and this one has not, sorted. */
  Set<String> foreign() {
    Set<String> foreign = new TreeSet<>(entries.keySet());
    foreign.removeIf(key -> key.startsWith(NOTE) || kind.defaults().containsKey(key));
    Set<String> unknown =
        foreign.stream()
            .filter(key -> !KNOWN_ANYWHERE.contains(key))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!unknown.isEmpty()) {
      String first = unknown.iterator().next();
      throw new IllegalArgumentException(
          "%s: %s = %s: no such field is known%s; remove it if it changes nothing"
              .formatted(
                  kind.className(),
                  first,
                  entries.get(first),
                  Names.didYouMean(first, kind.defaults().keySet())));
    }
    return foreign;
  }
}
