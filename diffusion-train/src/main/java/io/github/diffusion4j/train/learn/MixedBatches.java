package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.train.engine.Batch;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches in which samples of several kinds have equal shares, such as a subject and its class as
 * the model itself drew it ("DreamBooth", 2208.12242, section 3.2). Nothing is held out.
 */
public final class MixedBatches implements BatchSource {
  private final List<Kind> kinds = new ArrayList<>();

  /**
   * Samples of a kind.
   *
   * @param samples at least one
   * @param lambda how much they count
   */
  public record Part(CleanSamples samples, double lambda) {}

  private record Kind(Noising samples, ShuffledOrder order, double lambda, long key) {
    long seed(long ofRun) {
      return key == 0 ? ofRun : RandomStreams.PART.key(ofRun, key);
    }
  }

  /**
   * Makes a source.
   *
   * @param parts at least one, and at most as many as a batch has rows
   */
  public MixedBatches(List<Part> parts, TrainingConfig config) {
    for (Part part : parts) {
      kinds.add(
          new Kind(
              new Noising(part.samples(), config.objective()),
              new ShuffledOrder(part.samples().size(), config.seed()),
              part.lambda(),
              kinds.size()));
    }
  }

  // 2208.12242, eq 2: E[w_t |x-hat(alpha_t x + sigma_t eps, c) - x|^2
  //   + lambda w_t' |x-hat(alpha_t' x_pr + sigma_t' eps', c_pr) - x_pr|^2]
  // Each expectation is a mean over the rows of its kind; the loss is a mean over all rows.
  @Override
  public Batch training(int rows, long seed, Progress now) {
    Batch batch = part(0, rows, seed, now);
    for (int kind = 1; kind < kinds.size(); kind++) {
      batch = batch.and(part(kind, rows, seed, now));
    }
    return batch;
  }

  private Batch part(int number, int rows, long seed, Progress now) {
    Kind kind = kinds.get(number);
    int own = rows * (number + 1) / kinds.size() - rows * number / kinds.size();
    Progress seen = new Progress(now.step(), now.step() * own, 0, 0);
    return kind.samples()
        .training(kind.order(), own, kind.seed(seed), seen)
        .times((float) (kind.lambda() * rows / own));
  }

  @Override
  public int heldOut() {
    return 0;
  }

  @Override
  public Batch heldOut(int from, int to, long seed) {
    throw new IndexOutOfBoundsException("nothing is held out");
  }
}
