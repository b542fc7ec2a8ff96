package io.github.diffusion4j.train.evaluate;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.train.data.Dataset;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The held-out loss at times spread over the schedule, without guidance: the mean squared error of
 * v = (alpha epsilon - sigma x0) / sqrt(alpha^2 + sigma^2) (2202.00512, appendix D). Every
 * prediction can be turned into v, so that models compare.
 *
 * @param model its name
 * @param points by time
 * @param mean over times, with an interval over images
 */
public record LossByTime(String model, List<Point> points, Estimate mean) {
  private static final int TIMES = 10;

  /**
   * The loss at one time.
   *
   * @param time as a share of the schedule, from 0 (clean) to 1
   * @param loss mean squared error of v
   */
  public record Point(double time, Estimate loss) {}

  /**
   * Copies the list.
   *
   * @param model its name
   * @param points by time
   * @param mean over times
   */
  public LossByTime {
    points = List.copyOf(points);
  }

  /**
   * Measures a model.
   *
   * @param model that makes images of the data's shape
   * @param data of which the held-out split is taken, each image with its context
   * @return the losses at ten times, evenly spread
   * @throws IllegalArgumentException if the shapes differ
   */
  public static LossByTime of(Model model, Dataset data) {
    ModelCard card = model.card();
    Dataset heldOut = data.heldOut();
    List<ContextVector> contexts = new LabelMap(data.labels(), card.context()).toModel(heldOut);
    Tensor clean = inRange(heldOut.images(), card.range());
    VErrors errors = new VErrors(model, clean, contexts);
    double[][] byTime =
        IntStream.range(0, TIMES)
            .mapToObj(i -> errors.at(card.schedule().level(share(i) * card.schedule().steps())))
            .toArray(double[][]::new);
    List<Point> points =
        IntStream.range(0, TIMES)
            .mapToObj(i -> new Point(share(i), Bootstrap.DEFAULT.ofMean(byTime[i])))
            .toList();
    double[] means =
        IntStream.range(0, heldOut.size())
            .mapToDouble(
                image -> IntStream.range(0, TIMES).mapToDouble(i -> byTime[i][image]).sum())
            .map(sum -> sum / TIMES)
            .toArray();
    return new LossByTime(card.name(), points, Bootstrap.DEFAULT.ofMean(means));
  }

  private static double share(int i) {
    return (i + 0.5) / TIMES;
  }

  private static Tensor inRange(Tensor images, ValueRange range) {
    float[] values = new float[images.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = range.fromByte(127.5 * (images.data()[i] + 1.0));
    }
    return Tensor.wrap(images.shape(), values);
  }
}
