package io.github.diffusion4j.samples.gpt;

import static java.util.Comparator.comparingDouble;

import io.github.diffusion4j.samples.gpt.ModelTree.Branch;
import io.github.diffusion4j.samples.gpt.ModelTree.Leaf;
import io.github.diffusion4j.samples.gpt.TreeLevel.Option;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Searches the tree level by level, DiffusionGPT (2401.10061), section 3.2. A language model says
 * which branch to take; without one, or without a usable answer, the nearest is taken.
 */
final class TreeSearch {
  /** Branches that are less near by no more than this are searched, too. */
  private static final double BEAM = 0.15;

  /** How far other experts stay behind those of the leaf that a language model chose. */
  private static final double TOLD = 0.15;

  private final ModelTree tree;
  private final TreeMatch match;

  TreeSearch(ModelTree tree, TreeMatch match) {
    this.tree = tree;
    this.match = match;
  }

  /**
   * What a search gave.
   *
   * @param levels of the tree, from the root
   * @param candidates all experts, without feedback
   * @param near the names of those in branches that were searched
   */
  record Found(List<TreeLevel> levels, List<Candidate> candidates, Set<String> near) {}

  Found search(String prompt, ParsedPrompt parsed, Conversation talk) {
    List<Option> subjects = match.branches(parsed, tree.branches());
    TreeLevel bySubject = level("subject", subjects, prompt, parsed, talk);
    Branch branch = tree.branch(bySubject.choice());
    List<Option> styles = match.leaves(prompt, branch.leaves());
    TreeLevel byStyle = level("style of '" + branch.name() + "'", styles, prompt, parsed, talk);
    Leaf leaf = branch.leaf(byStyle.choice());

    double least = best(subjects).match() - BEAM;
    Set<String> near = new HashSet<>();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      Branch of = tree.branches().get(i);
      List<Option> options = of.equals(branch) ? styles : match.leaves(prompt, of.leaves());
      for (Expert expert : of.experts()) {
        boolean chosen = of.equals(branch) && leaf.experts().contains(expert);
        Option style = chosen ? byStyle.option() : best(of(expert, options));
        candidates.add(
            new Candidate(
                expert, style.name(), match.expert(parsed, expert, subjects.get(i), style), 0));
        if (of.equals(branch) || subjects.get(i).match() >= least) {
          near.add(expert.name());
        }
      }
    }
    List<TreeLevel> levels = List.of(bySubject, byStyle);
    return new Found(levels, behindTold(levels, branch, leaf, candidates), near);
  }

  private static TreeLevel level(
      String what, List<Option> options, String prompt, ParsedPrompt parsed, Conversation talk) {
    List<String> names = options.stream().map(Option::name).toList();
    Optional<String> told =
        names.size() == 1
            ? Optional.empty() // nothing to ask
            : talk.ask(
                what,
                Questions.choose(prompt, parsed.subject(), what, names),
                reply -> Reply.oneOf(names, "choice", reply.text("choice", 200)));
    return new TreeLevel(
        what,
        options,
        told.orElseGet(() -> best(options).name()),
        told.isPresent() ? Decider.LANGUAGE_MODEL : Decider.BUILT_IN);
  }

  private static Option best(Collection<Option> options) {
    return options.stream().max(comparingDouble(Option::match)).orElseThrow();
  }

  private static List<Option> of(Expert expert, List<Option> options) {
    return options.stream().filter(option -> expert.styles().contains(option.name())).toList();
  }

  /** Who is not where the language model pointed comes after those who are. */
  private static List<Candidate> behindTold(
      List<TreeLevel> levels, Branch branch, Leaf leaf, List<Candidate> candidates) {
    List<Expert> told =
        levels.get(1).by() == Decider.LANGUAGE_MODEL
            ? leaf.experts()
            : levels.get(0).by() == Decider.LANGUAGE_MODEL ? branch.experts() : List.of();
    double best =
        candidates.stream()
            .filter(c -> told.contains(c.expert()))
            .mapToDouble(Candidate::match)
            .max()
            .orElse(Double.POSITIVE_INFINITY);
    return candidates.stream()
        .map(c -> told.contains(c.expert()) ? c : c.withMatch(Math.min(c.match(), best - TOLD)))
        .toList();
  }
}
