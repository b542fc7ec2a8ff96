package io.github.diffusion4j.samples.gpt;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableList;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The models by what they draw and how, DiffusionGPT (2401.10061), section 3.2: a branch per
 * subject, a leaf per style, and at the leaf the experts.
 *
 * @param branches in the order in which the experts came
 */
record ModelTree(List<Branch> branches) {

  /**
   * Experts of one subject.
   *
   * @param name their first tag
   * @param leaves in the order in which the styles came
   */
  record Branch(String name, List<Leaf> leaves) {
    List<Expert> experts() {
      return leaves.stream().flatMap(leaf -> leaf.experts().stream()).distinct().toList();
    }

    Leaf leaf(String style) {
      return leaves.stream().filter(leaf -> leaf.name().equals(style)).findFirst().orElseThrow();
    }

    /** Everything that is said of them. */
    List<String> texts() {
      return experts().stream()
          .flatMap(e -> Stream.concat(e.subjects().stream(), e.examples().stream()))
          .distinct()
          .toList();
    }
  }

  /**
   * Experts of one style.
   *
   * @param name of the style
   * @param experts one at least
   */
  record Leaf(String name, List<Expert> experts) {}

  static ModelTree of(List<Expert> experts) {
    Map<String, List<Expert>> bySubject =
        experts.stream()
            .collect(
                groupingBy(e -> e.subjects().get(0), LinkedHashMap::new, toUnmodifiableList()));
    return new ModelTree(
        bySubject.entrySet().stream()
            .map(entry -> new Branch(entry.getKey(), leaves(entry.getValue())))
            .toList());
  }

  Branch branch(String name) {
    return branches.stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<Leaf> leaves(List<Expert> experts) {
    Map<String, List<Expert>> byStyle = new LinkedHashMap<>();
    for (Expert expert : experts) {
      for (String style : expert.styles()) {
        byStyle.computeIfAbsent(style, s -> new ArrayList<>()).add(expert);
      }
    }
    return byStyle.entrySet().stream()
        .map(entry -> new Leaf(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }
}
