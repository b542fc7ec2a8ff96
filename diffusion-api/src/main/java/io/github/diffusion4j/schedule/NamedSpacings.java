package io.github.diffusion4j.schedule;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.names.Names;
import java.util.List;
import java.util.Locale;

/** The spacings that have a name. */
final class NamedSpacings {
  private static final ImmutableMap<String, Spacing> BY_NAME =
      ImmutableMap.<String, Spacing>builder()
          .put("trailing", Spacing.trailing())
          .put("leading", Spacing.leading())
          .put("linspace", Spacing.linspace())
          .put("karras", Spacing.karras())
          .put("exponential", Spacing.exponential())
          .put("log-snr", Spacing.logSnr())
          .put("beta", Spacing.beta())
          .buildOrThrow();

  private NamedSpacings() {}

  static Spacing of(String name) {
    Spacing spacing = BY_NAME.get(name.toLowerCase(Locale.ROOT));
    if (spacing == null) {
      throw new IllegalArgumentException(
          "spacing '%s': there are %s%s"
              .formatted(name, enumerated(), Names.didYouMean(name, BY_NAME.keySet())));
    }
    return spacing;
  }

  private static String enumerated() {
    List<String> names = BY_NAME.keySet().asList();
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
