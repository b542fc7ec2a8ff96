package io.github.diffusion4j.train.evaluate;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.features.ClassifierOutput;
import io.github.diffusion4j.train.features.FeatureNetwork;
import io.github.diffusion4j.train.features.LabelGroup;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What is measured on the features of images. */
final class Features {
  private static final Map<String, Measure> MEASURES =
      Map.of(
          "badge",
          Measure.BADGE,
          "object",
          Measure.OBJECT,
          "style",
          Measure.STYLE,
          "damage",
          Measure.INTACT);

  private final FeatureNetwork network;
  private final int matched;
  private final FrechetDistance toTraining;
  private final double[][] sample;
  private final Manifold manifold;

  /**
   * Looks at the training images.
   *
   * @param matched how many images are on each side of a comparison
   */
  Features(FeatureNetwork network, Tensor trained, int matched, long seed) {
    double[][] features = network.look(trained).features();
    this.network = network;
    this.matched = matched;
    this.toTraining = new FrechetDistance(Gaussian.of(features));
    this.sample =
        new SplittableRandom(seed)
            .ints(0, features.length)
            .distinct()
            .limit(Math.min(matched, features.length))
            .mapToObj(i -> features[i])
            .toArray(double[][]::new);
    this.manifold = new Manifold(sample);
  }

  Map<Measure, Estimate> measure(Tensor images, List<ContextVector> asked, List<String> labels) {
    ClassifierOutput seen = network.look(images);
    double[][] features = Arrays.copyOf(seen.features(), Math.min(matched, seen.features().length));
    Bootstrap bootstrap = Bootstrap.DEFAULT;
    Map<Measure, Estimate> measures = new EnumMap<>(Measure.class);
    measures.put(
        Measure.TINY_FD,
        bootstrap.of(features.length, chosen -> toTraining.to(Gaussian.of(features, chosen))));
    measures.put(Measure.PRECISION, bootstrap.ofMean(manifold.covers(features)));
    measures.put(Measure.RECALL, bootstrap.ofMean(new Manifold(features).covers(sample)));
    measures.putAll(decisions(seen, asked, labels));
    return measures;
  }

  private Map<Measure, Estimate> decisions(
      ClassifierOutput seen, List<ContextVector> asked, List<String> labels) {
    Map<Measure, Estimate> measures = new EnumMap<>(Measure.class);
    for (int g = 0; g < network.groups().size(); g++) {
      LabelGroup group = network.groups().get(g);
      Measure measure = MEASURES.get(group.name());
      if (measure != null) {
        int[] classes = seen.classes().get(g);
        double[] right =
            measure == Measure.INTACT ? intact(classes) : right(group, classes, asked, labels);
        if (right.length > 0) {
          measures.put(measure, Bootstrap.DEFAULT.ofMean(right));
        }
      }
    }
    return measures;
  }

  private static double[] intact(int[] classes) {
    return IntStream.of(classes).mapToDouble(c -> c == LabelGroup.NONE ? 1 : 0).toArray();
  }

  /** Of images that were asked for one of the group's labels, whether they show it. */
  private static double[] right(
      LabelGroup group, int[] classes, List<ContextVector> asked, List<String> labels) {
    int[] wanted = asked.stream().mapToInt(context -> group.classOf(context, labels)).toArray();
    return IntStream.range(0, wanted.length)
        .filter(i -> wanted[i] != LabelGroup.NONE)
        .mapToDouble(i -> classes[i] == wanted[i] ? 1 : 0)
        .toArray();
  }
}
