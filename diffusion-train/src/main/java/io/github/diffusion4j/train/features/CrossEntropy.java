package io.github.diffusion4j.train.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.diffusion4j.train.engine.Loss;
import java.util.List;

/**
 * The loss of a classifier that decides once for each group: the sum over groups of -log softmax
 * (scores) at the right class.
 *
 * @param features how many outputs precede the scores
 * @param groups one after the other in the scores, and in the targets as 0 and 1
 */
record CrossEntropy(int features, List<LabelGroup> groups) implements Loss {

  @Override
  public NDArray of(NDArray output, NDArray target, NDArray weight) {
    NDArray likelihood = weight.zerosLike();
    int from = 0;
    for (LabelGroup group : groups) {
      int to = from + group.classes();
      NDArray scores = output.get(columns(features + from, features + to));
      NDArray right = target.get(columns(from, to));
      likelihood = likelihood.add(scores.logSoftmax(1).mul(right).sum(new int[] {1}));
      from = to;
    }
    return likelihood.mul(weight).mean().neg();
  }

  private static NDIndex columns(int from, int to) {
    return new NDIndex(":, {}:{}", from, to);
  }
}
