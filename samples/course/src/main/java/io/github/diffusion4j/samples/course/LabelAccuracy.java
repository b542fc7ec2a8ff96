package io.github.diffusion4j.samples.course;

import com.google.common.collect.Lists;
import io.github.diffusion4j.Samples;
import java.util.List;

/**
 * What icons show that were asked for pairs, by our own classifier.
 *
 * @param badge the share that show the badge
 * @param object the share that show the object
 * @param both the share that show both
 * @param spread the standard deviation of a value among images of one pair, at most 1
 */
record LabelAccuracy(double badge, double object, double both, double spread) {

  /** Looks at icons, of which each pair was asked for in turn. */
  static LabelAccuracy on(Samples icons, List<Pair> pairs, IconJudge judge) {
    return new LabelAccuracy(
        judge.share(icons, Lists.transform(pairs, pair -> List.of(pair.badge()))),
        judge.share(icons, Lists.transform(pairs, pair -> List.of(pair.object()))),
        judge.share(icons, Lists.transform(pairs, pair -> List.of(pair.object(), pair.badge()))),
        Spread.among(icons.values(), pairs.size()));
  }

  static Table table() {
    return new Table("guidance | badge | object | both | spread");
  }

  void addTo(Table table, String guidance) {
    table.row(
        "%s | %.0f %% | %.0f %% | %.0f %% | %.2f",
        guidance, 100 * badge, 100 * object, 100 * both, spread);
  }
}
