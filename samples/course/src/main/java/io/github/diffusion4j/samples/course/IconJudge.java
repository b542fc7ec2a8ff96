package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.train.evaluate.ImageValues;
import io.github.diffusion4j.train.features.ClassifierOutput;
import io.github.diffusion4j.train.features.FeatureNetwork;
import io.github.diffusion4j.train.features.LabelGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Tells what icons show, by our own classifier: right about most drawings, not about all. */
final class IconJudge implements AutoCloseable {
  private final FeatureNetwork network = FeatureNetwork.open(ModelFile.named("icon-features"));

  /** The share of icons on which all labels are seen that were asked for, in turn. */
  double share(Samples icons, List<List<String>> asked) {
    ClassifierOutput seen = network.look(ImageValues.of(icons.values(), ValueRange.SYMMETRIC));
    return IntStream.range(0, icons.count())
        .map(i -> labels(seen, i).containsAll(asked.get(i % asked.size())) ? 1 : 0)
        .average()
        .orElseThrow();
  }

  /** The labels that are seen on an icon: at most one of each group, such as badges. */
  private Set<String> labels(ClassifierOutput seen, int image) {
    Set<String> labels = new HashSet<>();
    for (int g = 0; g < network.groups().size(); g++) {
      int found = seen.classes().get(g)[image];
      if (found != LabelGroup.NONE) {
        labels.add(network.groups().get(g).labels().get(found - 1));
      }
    }
    return labels;
  }

  @Override
  public void close() {
    network.close();
  }
}
