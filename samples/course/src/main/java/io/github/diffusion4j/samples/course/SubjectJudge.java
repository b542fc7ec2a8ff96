package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.train.evaluate.ImageValues;
import io.github.diffusion4j.train.features.FeatureNetwork;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How like a subject icons are, by the cosine of the features of our own classifier. */
final class SubjectJudge implements AutoCloseable {
  private final FeatureNetwork network = FeatureNetwork.open(ModelFile.named("icon-features"));
  private final double[][] subject;

  /** Looks at a subject, with values in [-1, 1]. */
  SubjectJudge(Tensor images) {
    subject = network.look(images).features();
  }

  /** The mean cosine of an icon and an image of the subject (2208.12242, section 4.1: DINO). */
  double likeness(Samples icons) {
    double[][] seen = network.look(ImageValues.of(icons.values(), ValueRange.SYMMETRIC)).features();
    return IntStream.range(0, seen.length)
        .mapToDouble(i -> DoubleStream.of(cosines(seen[i])).average().orElseThrow())
        .average()
        .orElseThrow();
  }

  private double[] cosines(double[] icon) {
    return IntStream.range(0, subject.length).mapToDouble(j -> cosine(icon, subject[j])).toArray();
  }

  private static double cosine(double[] a, double[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  @Override
  public void close() {
    network.close();
  }
}
