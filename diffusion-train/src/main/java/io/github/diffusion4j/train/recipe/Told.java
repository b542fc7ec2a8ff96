package io.github.diffusion4j.train.recipe;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.model.NetworkTime.Measure;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.Map;

/**
 * What a network is told of the noise level, from about 0 to 1: networks embed their time as a
 * share.
 */
public enum Told {
  /** The time as a share of T. */
  FRACTION(Measure.FRACTION) {
    @Override
    NetworkTime scaled(NetworkTime time, NoiseSchedule schedule) {
      return time;
    }
  },
  /** Sigma over the largest, as in 1907.05600. */
  SIGMA(Measure.SIGMA) {
    @Override
    NetworkTime scaled(NetworkTime time, NoiseSchedule schedule) {
      return time.scaled(0, 1 / schedule.level(schedule.steps()).sigma());
    }
  },
  /** The logarithm of sigma, from 0 at time 1 to 1 at T, as in 2011.13456 for VE. */
  LOG_SIGMA(Measure.LOG_SIGMA) {
    @Override
    NetworkTime scaled(NetworkTime time, NoiseSchedule schedule) {
      double least = Math.log(schedule.level(1).sigma());
      double largest = Math.log(schedule.level(schedule.steps()).sigma());
      return time.scaled(-least, 1 / (largest - least));
    }
  };

  private final Measure measure;

  Told(Measure measure) {
    this.measure = measure;
  }

  abstract NetworkTime scaled(NetworkTime time, NoiseSchedule schedule);

  /**
   * The network's time.
   *
   * @param schedule of the noise
   * @return what the network is told of each level
   */
  public NetworkTime of(NoiseSchedule schedule) {
    return scaled(NetworkTime.of(measure, schedule.steps()), schedule);
  }

  /**
   * The same as a model's card says it.
   *
   * @param schedule of the noise
   * @return keys of {@link CardKeys}, and values
   */
  public Map<String, String> toEntries(NoiseSchedule schedule) {
    NetworkTime time = of(schedule);
    ImmutableMap.Builder<String, String> entries = ImmutableMap.builder();
    entries.put(CardKeys.TIME, time.measure().toString());
    if (time.offset() != 0) {
      entries.put(CardKeys.TIME_OFFSET, Double.toString(time.offset()));
    }
    if (time.scale() != 1) {
      entries.put(CardKeys.TIME_SCALE, Double.toString(time.scale()));
    }
    return entries.buildOrThrow();
  }
}
