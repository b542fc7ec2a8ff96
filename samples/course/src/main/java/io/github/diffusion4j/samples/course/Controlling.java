package io.github.diffusion4j.samples.course;

import com.google.common.collect.Lists;
import com.google.common.collect.Streams;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.train.data.Icons;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Lesson 5: how to ask for something, how strongly, and for what nobody has drawn. */
final class Controlling implements Lesson<Controlling.Findings> {
  private static final double USUAL = 2;
  private static final List<String> OBJECTS =
      List.of("folder", "clipboard", "database", "mail", "user", "monitor", "lock", "smiley");
  private static final List<String> OTHERS =
      List.of("document", "box", "disc", "clock", "heart", "television", "tag", "globe");

  /**
   * What was found; all shares are by our own classifier.
   *
   * @param mixed by the weight of the first of two objects, how many images show which
   * @param guided by the weight of guidance, how many images show the badge and the object
   * @param unseen the same of pairs that were kept out of the training
   */
  record Findings(
      Map<Double, Mixed> mixed, Map<Double, LabelAccuracy> guided, LabelAccuracy unseen) {}

  /** Shares of images with the first of two objects, and with the second. */
  record Mixed(double first, double second) {}

  @Override
  public Findings run(Workbook workbook) {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16");
        IconJudge judge = new IconJudge()) {
      Studio studio = new Studio(pipeline, judge, workbook);
      List<Pair> neverSeen = Pair.neverSeen(pipeline.card());
      studio.badges();
      Map<Double, Mixed> mixed = studio.mixes();
      Map<Double, LabelAccuracy> guided =
          studio.guidance(Pair.seen(neverSeen).subList(0, neverSeen.size()));
      LabelAccuracy unseen = studio.unseen(neverSeen);
      Table table = LabelAccuracy.table();
      guided.forEach((weight, shown) -> shown.addTo(table, weight.toString()));
      unseen.addTo(table, USUAL + ", never seen");
      workbook.print(table);
      return new Findings(mixed, guided, unseen);
    }
  }

  private record Studio(DiffusionPipeline pipeline, IconJudge judge, Workbook workbook) {

    void badges() {
      Figure figure = Figure.ofIcons(OBJECTS).add("no badge", draw(alone(OBJECTS), USUAL, 1));
      for (String badge : Icons.BADGES) {
        List<Pair> pairs = OBJECTS.stream().map(object -> new Pair(object, badge)).toList();
        figure.add(badge, draw(together(pairs), USUAL, 1));
      }
      figure.write(workbook.file("5-badges.png"));
    }

    Map<Double, Mixed> mixes() {
      Map<Double, Mixed> mixed = new TreeMap<>();
      Figure figure =
          Figure.ofIcons(
              Streams.zip(OBJECTS.stream(), OTHERS.stream(), (one, other) -> one + "\n" + other)
                  .toList());
      Table table = new Table("of one | of the other | show the one | show the other");
      for (double weight : new double[] {1, 0.8, 0.6, 0.4, 0.2, 0}) {
        List<ContextVector> contexts =
            Streams.zip(
                    alone(OBJECTS).stream(),
                    alone(OTHERS).stream(),
                    (one, other) -> ContextVector.mix(one, weight, other, 1 - weight))
                .toList();
        Samples icons = draw(contexts, USUAL, workbook.either(5, 1));
        double first = judge.share(icons, Lists.transform(OBJECTS, List::of));
        double second = judge.share(icons, Lists.transform(OTHERS, List::of));
        figure.add(
            String.format(Locale.ROOT, "%.1f of one\n%.1f of the other", weight, 1 - weight),
            icons);
        table.row("%.1f | %.1f | %.0f %% | %.0f %%", weight, 1 - weight, 100 * first, 100 * second);
        mixed.put(weight, new Mixed(first, second));
      }
      figure.write(workbook.file("5-mixes.png"));
      workbook.print(table);
      return mixed;
    }

    Map<Double, LabelAccuracy> guidance(List<Pair> pairs) {
      Map<Double, LabelAccuracy> guided = new TreeMap<>();
      Figure figure = Figure.ofIcons(Lists.transform(pairs, Pair::inTwoLines));
      for (double weight : new double[] {0, 0.5, 1, 2, 4, 8}) {
        Samples icons = draw(together(pairs), weight, workbook.either(12, 2));
        figure.add("w = " + weight, icons);
        guided.put(weight, LabelAccuracy.on(icons, pairs, judge));
      }
      figure.write(workbook.file("5-guidance.png"));
      return guided;
    }

    LabelAccuracy unseen(List<Pair> pairs) {
      Samples both = draw(together(pairs), USUAL, workbook.either(12, 2));
      Figure.ofIcons(Lists.transform(pairs, Pair::inTwoLines))
          .add("object", draw(alone(Lists.transform(pairs, Pair::object)), USUAL, 1))
          .add("badge", draw(alone(Lists.transform(pairs, Pair::badge)), USUAL, 1))
          .add("both", both)
          .write(workbook.file("5-unseen.png"));
      return LabelAccuracy.on(both, pairs, judge);
    }

    /** So many images of each context, which are dealt out in turn; image i has seed i. */
    private Samples draw(List<ContextVector> contexts, double guidance, int each) {
      return pipeline
          .request()
          .contexts(contexts)
          .guidance(guidance)
          .steps(workbook.either(20, 5))
          .count(each * contexts.size())
          .generate();
    }

    private List<ContextVector> alone(List<String> labels) {
      return labels.stream().map(pipeline::context).toList();
    }

    private List<ContextVector> together(List<Pair> pairs) {
      return pairs.stream().map(pair -> pair.context(pipeline.card().context())).toList();
    }
  }
}
