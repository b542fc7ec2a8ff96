package io.github.diffusion4j.train.features;

import ai.djl.ndarray.NDArray;
import com.google.common.collect.ImmutableList;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.TokenStates;
import io.github.diffusion4j.train.engine.Loss;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What a network is asked about an image: a class in each group, how it is damaged, and, where
 * there are captions, the direction of its caption's pooled state.
 *
 * @param labels of the data
 * @param groups of labels, the damages last
 * @param captions their states
 */
record FeatureTargets(
    List<String> labels, List<LabelGroup> groups, Optional<TokenStates> captions) {

  static FeatureTargets of(
      List<String> labels, List<LabelGroup> groups, Optional<TokenStates> captions) {
    return new FeatureTargets(
        labels,
        ImmutableList.<LabelGroup>builder().addAll(groups).add(Corruption.GROUP).build(),
        captions);
  }

  int classes() {
    return groups.stream().mapToInt(LabelGroup::classes).sum();
  }

  /** Of a caption's state; 0 without captions. */
  int textWidth() {
    return captions.map(TokenStates::width).orElse(0);
  }

  /** How many outputs follow the features, and how many values a target has. */
  int size() {
    return classes() + textWidth();
  }

  /**
   * The loss.
   *
   * @param features how many outputs precede
   */
  Loss loss(int features) {
    CrossEntropy told = new CrossEntropy(features, groups);
    if (captions.isEmpty()) {
      return told;
    }
    Contrast found = new Contrast(features + classes(), classes(), textWidth());
    return (NDArray output, NDArray target, NDArray weight) ->
        told.of(output, target, weight).add(found.of(output, target, weight));
  }

  /** Writes what is right of a whole image; one of its captions is drawn. */
  void label(Example example, SplittableRandom random, float[] target, int at) {
    int place = at;
    for (LabelGroup group : groups) {
      target[place + group.classOf(example.context(), labels)] = 1;
      place += group.classes();
    }
    if (captions.isPresent()) {
      List<String> all = example.captions();
      int choice = random.nextInt(2 * all.size());
      float[] pooled = captions.get().pooled(all.get(Math.max(0, choice - all.size())));
      System.arraycopy(pooled, 0, target, place, pooled.length);
    }
  }

  /** Of a damaged image only the damage is asked: the rest may be gone. */
  void damage(Corruption damage, float[] target, int at) {
    target[at + classes() - Corruption.GROUP.classes() + damage.classOf()] = 1;
  }
}
