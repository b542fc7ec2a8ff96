package io.github.diffusion4j.samples.course;

import com.google.common.base.Splitter;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Icons;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What an icon is asked to show: an object, and a badge over its corner. */
record Pair(String object, String badge) {

  ContextVector context(ContextSpec labels) {
    return labels.context(object, badge);
  }

  String inTwoLines() {
    return object + "\n" + badge;
  }

  /** The pairs that the card says no icon of the training had. */
  static List<Pair> neverSeen(ModelCard card) {
    String pairs = card.notes().getOrDefault("data.left-out", "");
    return Splitter.on(',')
        .omitEmptyStrings()
        .splitToStream(pairs)
        .map(Splitter.on('+')::splitToList)
        .map(labels -> new Pair(labels.get(0), labels.get(1)))
        .toList();
  }

  /** The same objects with other badges, as far as there are icons of them to train on. */
  static List<Pair> seen(List<Pair> neverSeen) {
    Dataset training = Icons.load(Icons.Style.SHADOWLESS).training();
    ContextSpec labels = ContextSpec.labels(training.labels());
    Set<ContextVector> drawn =
        IntStream.range(0, training.size())
            .mapToObj(i -> training.example(i).context())
            .collect(Collectors.toSet());
    return IntStream.range(1, Icons.BADGES.size())
        .boxed()
        .flatMap(shift -> neverSeen.stream().map(pair -> pair.withNextBadge(shift)))
        .filter(pair -> !neverSeen.contains(pair) && drawn.contains(pair.context(labels)))
        .toList();
  }

  private Pair withNextBadge(int shift) {
    int place = Icons.BADGES.indexOf(badge) + shift;
    return new Pair(object, Icons.BADGES.get(place % Icons.BADGES.size()));
  }
}
