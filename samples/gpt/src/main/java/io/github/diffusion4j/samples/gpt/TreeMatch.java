package io.github.diffusion4j.samples.gpt;

import io.github.diffusion4j.samples.gpt.ModelTree.Branch;
import io.github.diffusion4j.samples.gpt.ModelTree.Leaf;
import io.github.diffusion4j.samples.gpt.TreeLevel.Option;
import java.util.List;
import java.util.Set;

/** How near a prompt is to the nodes of a tree, by sentence embeddings. */
final class TreeMatch {
  /** A style all of whose words the prompt has is meant. */
  private static final double NAMED = 0.8;

  /** The first style of a branch is meant by prompts that tell none. */
  private static final double FIRST = 0.3;

  /** Names of styles are short, and their cosines noisy. */
  private static final double LIKE_STYLE = 0.5;

  private static final double OF_STYLE = 0.3;
  private static final double OF_EXAMPLES = 0.2;

  private static final Set<String> NO_STYLE =
      Set.of("a", "and", "art", "emoji", "icon", "in", "of", "on", "the", "style", "painting");

  private final Similarity similarity;

  TreeMatch(Similarity similarity) {
    this.similarity = similarity;
  }

  List<Option> branches(ParsedPrompt parsed, List<Branch> branches) {
    return branches.stream()
        .map(b -> new Option(b.name(), similarity.toAll(parsed.subject(), b.texts())))
        .toList();
  }

  /** Styles are told outside the subject, too: "quickly draw ...". */
  List<Option> leaves(String prompt, List<Leaf> leaves) {
    List<String> said = Words.of(prompt);
    return leaves.stream()
        .map(
            leaf ->
                new Option(
                    leaf.name(),
                    LIKE_STYLE * similarity.between(prompt, leaf.name())
                        + NAMED * named(said, leaf)
                        + (leaf.equals(leaves.get(0)) ? FIRST : 0)))
        .toList();
  }

  /** The share of a style's words that a prompt has. */
  private static double named(List<String> said, Leaf leaf) {
    List<String> words =
        Words.of(leaf.name()).stream().filter(word -> !NO_STYLE.contains(word)).toList();
    long named = words.stream().filter(said::contains).count();
    return (double) named / Math.max(1, words.size());
  }

  /** How near an expert is whose branch and style are known. */
  double expert(ParsedPrompt parsed, Expert expert, Option branch, Option style) {
    return branch.match()
        + OF_STYLE * style.match()
        + OF_EXAMPLES * similarity.toAll(parsed.subject(), expert.examples());
  }
}
