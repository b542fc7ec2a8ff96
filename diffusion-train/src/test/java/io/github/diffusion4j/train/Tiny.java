package io.github.diffusion4j.train;

import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.Source;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.util.List;
import java.util.stream.IntStream;

/** A network and a data set small enough to train in a test. */
public final class Tiny {
  public static final Shape SHAPE = Shape.of(3, 4, 4);
  public static final List<String> LABELS = List.of("dark", "light");

  private Tiny() {}

  public static Network network() {
    return Networks.unet(SHAPE, LABELS.size(), 32);
  }

  /** Images around -0.5 or 0.5, so labelled. */
  public static Dataset data(int size) {
    List<Example> examples =
        IntStream.range(0, size).mapToObj(i -> example("picture" + i, i)).toList();
    return Dataset.of(SHAPE, LABELS, Source.unattributed("tiny"), examples, List.of());
  }

  /** Grey images without labels. */
  static Dataset unlabelled(int size) {
    List<Example> examples =
        IntStream.range(0, size)
            .mapToObj(i -> new Example("picture" + i, new float[SHAPE.size()], new float[0]))
            .toList();
    return Dataset.of(SHAPE, List.of(), Source.unattributed("grey"), examples, List.of());
  }

  private static Example example(String name, int i) {
    float[] image = new float[SHAPE.size()];
    NoiseSource.gaussian().fill(i, 0, image, 0, image.length);
    for (int p = 0; p < image.length; p++) {
      image[p] = (i % 2 - 0.5f) + 0.05f * image[p];
    }
    return new Example(name, image, new float[] {1 - i % 2, i % 2});
  }

  public static TrainingConfig config() {
    return TrainingConfig.defaults()
        .with("threads", "1")
        .with("batch", "4")
        .with("steps", "6")
        .with("warmup", "2")
        .with("schedule.steps", "100")
        .with("average-decay", "0.9")
        .with("log-every", "2")
        .with("evaluate-every", "3")
        .with("samples-every", "0")
        .with("checkpoint-every", "0");
  }
}
