package io.github.diffusion4j.samples.course;

import com.google.common.collect.Lists;
import com.google.common.math.StatsAccumulator;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.train.data.Icons;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Lesson 5: how to ask for something, how strongly, and for what nobody has drawn. */
final class Controlling implements Lesson<Controlling.Findings> {
  private static final double USUAL = 2;
  private static final Sheet ICONS = Sheet.DEFAULT.withZoom(4);
  private static final List<String> OBJECTS =
      List.of("folder", "clipboard", "database", "mail", "user", "monitor", "lock", "smiley");
  private static final List<String> OTHERS =
      List.of("document", "box", "disc", "clock", "heart", "television", "tag", "globe");

  /**
   * What was found; all shares are by our own classifier.
   *
   * @param mixed by the weight of the first of two objects, how many pictures show which
   * @param guided by the weight of guidance, how many pictures show the badge and the object
   * @param unseen the same of pairs that were kept out of the training
   */
  record Findings(Map<Double, Mixed> mixed, Map<Double, Shown> guided, Shown unseen) {}

  /** Shares of pictures with the first of two objects, and with the second. */
  record Mixed(double first, double second) {}

  /**
   * Of pictures that were asked for a pair.
   *
   * @param badge the share that show the badge
   * @param object the share that show the object
   * @param both the share that show both
   * @param spread the standard deviation of a value among pictures of one pair, at most 1
   */
  record Shown(double badge, double object, double both, double spread) {}

  @Override
  public Findings run(Workbook workbook) {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16");
        IconJudge judge = new IconJudge()) {
      Studio studio = new Studio(pipeline, judge, workbook);
      List<Pair> neverSeen = Pair.neverSeen(pipeline.card());
      studio.badges();
      return new Findings(
          studio.mixes(),
          studio.guidance(Pair.seen(neverSeen).subList(0, neverSeen.size())),
          studio.unseen(neverSeen));
    }
  }

  private record Studio(DiffusionPipeline pipeline, IconJudge judge, Workbook workbook) {

    void badges() {
      List<Samples> rows = new ArrayList<>();
      rows.add(draw(alone(OBJECTS), USUAL, OBJECTS.size()));
      for (String badge : Icons.BADGES) {
        List<Pair> pairs = OBJECTS.stream().map(object -> new Pair(object, badge)).toList();
        rows.add(draw(together(pairs), USUAL, pairs.size()));
      }
      write("5-badges.png", OBJECTS.size(), rows);
    }

    Map<Double, Mixed> mixes() {
      List<Samples> rows = new ArrayList<>();
      Map<Double, Mixed> mixed = new TreeMap<>();
      workbook.print("of one  of the other  show the one  show the other");
      for (double weight : new double[] {1, 0.8, 0.6, 0.4, 0.2, 0}) {
        List<ContextVector> contexts = mixed(alone(OBJECTS), weight, alone(OTHERS));
        Samples icons = draw(contexts, USUAL, workbook.either(5, 1) * contexts.size());
        List<Set<String>> seen = judge.labels(icons);
        double first = IconJudge.share(seen, Lists.transform(OBJECTS, List::of));
        double second = IconJudge.share(seen, Lists.transform(OTHERS, List::of));
        workbook.print(
            "%6.1f %13.1f %11.0f %% %13.0f %%", weight, 1 - weight, 100 * first, 100 * second);
        mixed.put(weight, new Mixed(first, second));
        rows.add(icons);
      }
      write("5-mixes.png", OBJECTS.size(), rows);
      return mixed;
    }

    Map<Double, Shown> guidance(List<Pair> pairs) {
      List<Samples> rows = new ArrayList<>();
      Map<Double, Shown> guided = new TreeMap<>();
      workbook.print("%nguidance    badge  object   both  spread");
      for (double weight : new double[] {0, 0.5, 1, 2, 4, 8}) {
        Samples icons = draw(together(pairs), weight, workbook.either(12, 2) * pairs.size());
        guided.put(weight, shown("%-10.1f".formatted(weight), icons, pairs));
        rows.add(icons);
      }
      write("5-guidance.png", pairs.size(), rows);
      return guided;
    }

    Shown unseen(List<Pair> pairs) {
      List<ContextVector> objects = alone(pairs.stream().map(Pair::object).toList());
      List<ContextVector> badges = alone(pairs.stream().map(Pair::badge).toList());
      int columns = pairs.size();
      Samples both = draw(together(pairs), USUAL, workbook.either(12, 2) * columns);
      write(
          "5-unseen.png",
          columns,
          List.of(draw(objects, USUAL, columns), draw(badges, USUAL, columns), both));
      return shown("never seen", both, pairs);
    }

    /** Picture i has seed i, and contexts are dealt out in turn. */
    private Samples draw(List<ContextVector> contexts, double guidance, int count) {
      return pipeline
          .request()
          .contexts(contexts)
          .guidance(guidance)
          .steps(workbook.either(20, 5))
          .count(count)
          .generate();
    }

    private List<ContextVector> alone(List<String> labels) {
      return labels.stream().map(pipeline::context).toList();
    }

    private List<ContextVector> together(List<Pair> pairs) {
      return pairs.stream().map(pair -> pair.context(pipeline.card().labels())).toList();
    }

    private Shown shown(String name, Samples icons, List<Pair> pairs) {
      List<Set<String>> seen = judge.labels(icons);
      Shown shown =
          new Shown(
              IconJudge.share(seen, Lists.transform(pairs, pair -> List.of(pair.badge()))),
              IconJudge.share(seen, Lists.transform(pairs, pair -> List.of(pair.object()))),
              IconJudge.share(
                  seen, Lists.transform(pairs, pair -> List.of(pair.object(), pair.badge()))),
              spread(icons, pairs.size()));
      workbook.print(
          "%s %4.0f %%  %4.0f %% %4.0f %%  %6.2f",
          name, 100 * shown.badge, 100 * shown.object, 100 * shown.both, shown.spread);
      return shown;
    }

    private void write(String name, int columns, List<Samples> rows) {
      List<BufferedImage> pictures =
          rows.stream().flatMap(row -> IntStream.range(0, columns).mapToObj(row::image)).toList();
      Png.write(workbook.file(name), ICONS.grid(pictures, columns));
    }
  }

  private static List<ContextVector> mixed(
      List<ContextVector> ones, double weight, List<ContextVector> others) {
    return IntStream.range(0, ones.size())
        .mapToObj(i -> ContextVector.mix(ones.get(i), weight, others.get(i), 1 - weight))
        .toList();
  }

  /** Of picture i and those that were asked for the same: i + n, i + 2n, and so on. */
  private static double spread(Samples icons, int n) {
    double sum = 0;
    int values = n * icons.shape().size();
    float[] data = icons.latent().data();
    for (int i = 0; i < values; i++) {
      StatsAccumulator value = new StatsAccumulator();
      for (int picture = i % n; picture < icons.count(); picture += n) {
        value.add(data[picture * icons.shape().size() + i / n]);
      }
      sum += value.populationStandardDeviation();
    }
    return sum / values;
  }
}
