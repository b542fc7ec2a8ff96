package io.github.diffusion4j.samples.spark;

import com.google.common.collect.ImmutableSortedMap;
import java.io.Serializable;
import java.util.List;

/**
 * What every executor draws with.
 *
 * @param models where each is, by the name that rows give; a shipped model is at its name
 * @param maxRows rows per evaluation
 */
record DrawSettings(ImmutableSortedMap<String, String> models, int maxRows)
    implements Serializable {
  DrawSettings {
    if (maxRows < 1) {
      throw new IllegalArgumentException("--max-rows = " + maxRows + ": at least 1");
    }
  }

  /**
   * Of the command line's words.
   *
   * @param models {@code NAME} or {@code NAME=PATH}
   */
  static DrawSettings of(List<String> models, int maxRows) {
    ImmutableSortedMap.Builder<String, String> places = ImmutableSortedMap.naturalOrder();
    for (String model : models) {
      String[] parts = model.split("=", 2);
      places.put(parts[0], parts[parts.length - 1]);
    }
    return new DrawSettings(places.buildOrThrow(), maxRows);
  }

  /** Whether a model is of the class path. */
  boolean isShipped(String model) {
    return model.equals(models.get(model));
  }
}
