package io.github.diffusion4j.train.evaluate;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.math.Quantiles;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.features.FeatureNetwork;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Measures images against a data set: against its training split, with the numbers of its held-out
 * split beside them.
 *
 * <p>Counts and seeds are fixed. What a distance between sets depends on, the number of images, is
 * the same for all: as many as are held out.
 *
 * <p>Not thread-safe.
 */
public final class Evaluator {
  private static final long SEED = 0;
  private static final int LEAST = 4; // of which each has three neighbours
  private static final int COPY_PERCENTILE = 5;

  private final Dataset heldOut;
  private final List<String> labels;
  private final Tensor trained;
  private final Optional<Features> features;
  private final Supplier<double[]> heldOutDistances;

  /**
   * Looks at the data.
   *
   * @param data with a training and a held-out split of at least 4 images each
   * @param network that looks at images of the data's kind; without, features are not measured
   * @throws IllegalArgumentException if a split is too small or the network's shape another
   */
  public Evaluator(Dataset data, Optional<FeatureNetwork> network) {
    if (data.training().size() < LEAST || data.heldOut().size() < LEAST) {
      throw new IllegalArgumentException(
          "%s: %d to train on, %d held out; at least %d of each are needed to compare with"
              .formatted(data, data.training().size(), data.heldOut().size(), LEAST));
    }
    this.heldOut = data.heldOut();
    this.labels = data.labels();
    this.trained = data.training().images();
    this.features = network.map(n -> new Features(n, trained, heldOut.size(), SEED));
    this.heldOutDistances = Suppliers.memoize(() -> Distances.toNearest(heldOut.images(), trained));
  }

  /**
   * The held-out images as if they had been generated: the best that can be hoped for.
   *
   * @return their scores
   */
  public Scores heldOut() {
    List<ContextVector> contexts =
        IntStream.range(0, heldOut.size()).mapToObj(i -> heldOut.example(i).context()).toList();
    return measure("held-out images", heldOut.images(), contexts, heldOutDistances.get());
  }

  /**
   * Measures images.
   *
   * @param name of them in reports
   * @param images values in [-1, 1], see {@link ImageValues}; at least 4
   * @param asked a context an image, over the data's labels; empty where nothing is known
   * @return their scores
   * @throws IllegalArgumentException if there are too few, or contexts do not fit
   */
  public Scores measure(String name, Tensor images, List<ContextVector> asked) {
    checkEnough(name, images.rows());
    return measure(name, images, asked, Distances.toNearest(images, trained));
  }

  private Scores measure(
      String name, Tensor images, List<ContextVector> asked, double[] distances) {
    Map<Measure, Estimate> measures = new EnumMap<>(Measure.class);
    features.ifPresent(f -> measures.putAll(f.measure(images, asked, labels)));
    measures.put(Measure.NEAREST, Bootstrap.DEFAULT.ofMedian(distances));
    measures.put(Measure.COPIES, Bootstrap.DEFAULT.ofMean(copies(distances)));
    return new Scores(name, images.rows(), measures);
  }

  /** 1 for each distance as short as those of the nearest held-out images, else 0. */
  private double[] copies(double[] distances) {
    double near = Quantiles.percentiles().index(COPY_PERCENTILE).compute(heldOutDistances.get());
    return DoubleStream.of(distances).map(distance -> distance <= near ? 1 : 0).toArray();
  }

  static void checkEnough(String name, int images) {
    if (images < LEAST) {
      throw new IllegalArgumentException(
          "%s: %d images; at least %d are needed".formatted(name, images, LEAST));
    }
  }
}
