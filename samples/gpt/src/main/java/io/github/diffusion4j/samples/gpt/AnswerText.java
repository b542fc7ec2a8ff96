package io.github.diffusion4j.samples.gpt;

import io.github.diffusion4j.samples.gpt.TreeLevel.Option;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An answer as a person reads it. */
final class AnswerText {
  private static final int COLUMN = 16;

  /** Branches that match less have little to do with the prompt. */
  private static final double NEAR = 0.25;

  private final StringBuilder text = new StringBuilder();

  private AnswerText() {}

  static String of(Answer answer) {
    AnswerText lines = new AnswerText();
    lines.add(answer);
    return lines.text.toString().stripTrailing();
  }

  static String of(Drawing drawing) {
    AnswerText lines = new AnswerText();
    lines.add(drawing.answer());
    ExtendedPrompt extended = drawing.extended();
    lines.line("asked for", "%s (%s)".formatted(extended.wish(), extended.by()));
    lines.notUsed(extended.fallbacks());
    return lines.text.toString().stripTrailing();
  }

  private void add(Answer answer) {
    line("prompt", answer.prompt());
    ParsedPrompt parsed = answer.parsed();
    line("parse", "%s: '%s' (%s)".formatted(parsed.form(), parsed.subject(), parsed.by()));
    String name = "tree";
    for (TreeLevel level : answer.levels()) {
      line(name, "%s (%s)".formatted(level.what(), level.by()));
      for (Option option : level.options()) {
        line(
            "",
            "  %s %-30s %s"
                .formatted(
                    option.name().equals(level.choice()) ? ">" : " ",
                    option.name(),
                    number(option.match())));
      }
      name = "";
    }
    line("candidates", "  %-30s match  feedback  score".formatted(""));
    for (Candidate candidate : answer.candidates()) {
      line(
          "",
          "%s %-30s %s   %s    %s"
              .formatted(
                  candidate.equals(answer.choice()) ? ">" : " ",
                  candidate.expert().name(),
                  number(candidate.match()),
                  signed(candidate.advantage()),
                  number(candidate.score())));
    }
    line("choice", answer.expert().name());
    line("why", answer.why());
    line("language model", answer.languageModel());
    notUsed(answer.fallbacks());
  }

  private void notUsed(List<String> fallbacks) {
    fallbacks.forEach(fallback -> line("not used", fallback));
  }

  private void line(String name, String value) {
    text.append(("%-" + COLUMN + "s%s").formatted(name, Reply.printable(value)).stripTrailing())
        .append('\n');
  }

  static String why(Answer answer) {
    Candidate choice = answer.choice();
    TreeLevel bySubject = answer.levels().get(0);
    Optional<Candidate> nearest = nearestMatch(answer.candidates());
    String feedback = feedback(answer.ratedPrompts());
    if (nearest.isPresent() && !nearest.get().equals(choice)) {
      return "%s matches better, but feedback%s speaks for %s"
          .formatted(nearest.get().expert().name(), feedback, choice.expert().name());
    }
    Option branch = bySubject.option();
    boolean inBranch = choice.expert().subjects().get(0).equals(branch.name());
    String match =
        inBranch && bySubject.by() == Decider.LANGUAGE_MODEL
            ? "the language model chose its subject '%s'".formatted(branch.name())
            : "its subject '%s' and style '%s' match best"
                .formatted(choice.expert().subjects().get(0), choice.style());
    return match
        + (branch.match() < NEAR ? ", though no model is near" : "")
        + (answer.ratedPrompts().isEmpty()
            ? "; there is no feedback on prompts like this"
            : "; feedback%s does not change that".formatted(feedback));
  }

  private static Optional<Candidate> nearestMatch(List<Candidate> candidates) {
    return candidates.stream().reduce((best, next) -> next.match() > best.match() ? next : best);
  }

  private static String feedback(List<String> rated) {
    return rated.isEmpty() ? "" : " on '%s'".formatted(String.join("', '", rated));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.2f", value);
  }
}
