package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.Icons;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Some of the icons without shadow, with the labels of all. */
final class ChosenIcons {
  private ChosenIcons() {}

  static Dataset where(Predicate<Example> wanted) {
    Dataset all = Icons.load(Icons.Style.SHADOWLESS);
    List<Example> chosen =
        IntStream.range(0, all.size()).mapToObj(all::example).filter(wanted).toList();
    return Dataset.of(all.shape(), all.labels(), all.source(), chosen, List.of());
  }

  /** What an icon shows: the first word of its name. */
  static String object(Example icon) {
    return icon.name().split("-", 2)[0];
  }

  /** The labels of an icon, none to two of them. */
  static List<String> labels(Dataset icons, int index) {
    return IntStream.range(0, icons.labels().size())
        .filter(icons.example(index)::isOn)
        .mapToObj(icons.labels()::get)
        .toList();
  }
}
