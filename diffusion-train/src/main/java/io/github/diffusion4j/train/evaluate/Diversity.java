package io.github.diffusion4j.train.evaluate;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import com.google.common.primitives.Floats;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How much the images of one context differ, beside how much the training images of that context
 * do.
 *
 * @param contexts of which there are enough training images
 * @param spreads mean distance among those, one a context
 */
record Diversity(List<ContextVector> contexts, List<Double> spreads) {
  private static final int CONTEXTS = 8;
  private static final int PICTURES = 8;
  private static final long SEED = 0;

  /** Chooses contexts that at least {@link #PICTURES} training images share. */
  static Diversity of(Dataset training) {
    ImmutableListMultimap<ContextVector, Integer> groups =
        Multimaps.index(
            IntStream.range(0, training.size()).boxed().iterator(),
            i -> training.example(i).context());
    List<ContextVector> large =
        new ArrayList<>(
            groups.keySet().stream()
                .filter(c -> hasLabels(c) && groups.get(c).size() >= PICTURES)
                .toList());
    Collections.shuffle(large, new Random(SEED));
    List<ContextVector> chosen = large.stream().limit(CONTEXTS).toList();
    List<Double> spreads =
        chosen.stream().map(c -> Distances.betweenAll(training.images(groups.get(c)))).toList();
    return new Diversity(chosen, spreads);
  }

  private static boolean hasLabels(ContextVector context) {
    return Floats.asList(context.values()).stream().anyMatch(value -> value != 0);
  }

  /**
   * The mean over contexts of the distance among made images, as a share of that among training
   * images; nothing where no context has enough of those.
   */
  Optional<Estimate> measure(Function<List<ContextVector>, Tensor> maker) {
    if (contexts.isEmpty()) {
      return Optional.empty();
    }
    Tensor made =
        maker.apply(
            contexts.stream().flatMap(c -> Collections.nCopies(PICTURES, c).stream()).toList());
    double[] shares =
        IntStream.range(0, contexts.size())
            .mapToDouble(i -> Distances.betweenAll(part(made, i)) / spreads.get(i))
            .toArray();
    return Optional.of(Bootstrap.DEFAULT.ofMean(shares));
  }

  private static Tensor part(Tensor made, int context) {
    int size = PICTURES * made.shape().size();
    return Tensor.wrap(
        made.shape(), Arrays.copyOfRange(made.data(), context * size, (context + 1) * size));
  }
}
