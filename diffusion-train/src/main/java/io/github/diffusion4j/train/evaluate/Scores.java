package io.github.diffusion4j.train.evaluate;

import com.google.common.base.Verify;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.gson.annotations.SerializedName;
import java.util.Map;

/**
 * What was measured of one set of images.
 *
 * @param name of the set
 * @param images how many
 * @param measures those that could be measured
 */
public record Scores(
    String name, @SerializedName("pictures") int images, Map<Measure, Estimate> measures) {

  /**
   * Copies the map.
   *
   * @param name of the set
   * @param images how many
   * @param measures those that could be measured
   */
  public Scores {
    measures = Maps.immutableEnumMap(measures);
  }

  /**
   * A measure that is there.
   *
   * @param measure one of {@link #measures}
   * @return what was measured
   * @throws com.google.common.base.VerifyException if it was not measured of this set
   */
  public Estimate get(Measure measure) {
    return Verify.verifyNotNull(measures.get(measure), "%s of %s", measure, name);
  }

  /** The same with more measures. */
  Scores with(Map<Measure, Estimate> more) {
    return new Scores(
        name,
        images,
        ImmutableMap.<Measure, Estimate>builder().putAll(measures).putAll(more).buildOrThrow());
  }
}
