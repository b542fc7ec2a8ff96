package io.github.diffusion4j.samples.gpt;

import static java.util.Comparator.comparingDouble;

import io.github.diffusion4j.samples.gpt.AdvantageDatabase.Rated;
import java.util.List;
import java.util.Optional;

/** From a prompt to its expert: parse, search, choose. */
final class Router {
  private static final int LONGEST_PROMPT = 2000;

  private final TreeSearch search;
  private final Optional<LanguageModel> languageModel;
  private final Optional<AdvantageDatabase> feedback;
  private final Similarity similarity;

  Router(
      List<Expert> experts,
      Optional<LanguageModel> languageModel,
      Optional<AdvantageDatabase> feedback,
      Similarity similarity) {
    search = new TreeSearch(ModelTree.of(experts), new TreeMatch(similarity));
    this.languageModel = languageModel;
    this.feedback = feedback;
    this.similarity = similarity;
  }

  Answer route(String prompt) {
    check(prompt);
    Conversation talk = new Conversation(languageModel);
    ParsedPrompt parsed = parse(prompt, talk);
    TreeSearch.Found found = search.search(prompt, parsed, talk);
    Feedback said = Feedback.on(prompt, similarity, feedback);
    List<Candidate> candidates =
        found.candidates().stream()
            .map(c -> c.withAdvantage(said.advantage(c.expert())))
            .filter(c -> found.near().contains(c.expert().name()) || c.advantage() > 0)
            .sorted(comparingDouble(Candidate::score).reversed())
            .toList();
    return new Answer(
        prompt,
        parsed,
        found.levels(),
        candidates,
        said.nearest().stream().map(Rated::prompt).toList(),
        used(talk, parsed, found.levels()),
        talk.fallbacks());
  }

  static void check(String prompt) {
    if (prompt.isBlank() || prompt.length() > LONGEST_PROMPT) {
      throw new IllegalArgumentException(
          "a prompt of %d characters: write 1 to %d, not all blank"
              .formatted(prompt.length(), LONGEST_PROMPT));
    }
  }

  private static ParsedPrompt parse(String prompt, Conversation talk) {
    return talk.ask(
            "parse",
            Questions.parse(prompt),
            reply ->
                new ParsedPrompt(
                    PromptForm.of(reply.text("form", 40)),
                    reply.text("subject", LONGEST_PROMPT),
                    Decider.LANGUAGE_MODEL))
        .orElseGet(() -> RuleParser.parse(prompt));
  }

  private static String used(Conversation talk, ParsedPrompt parsed, List<TreeLevel> levels) {
    if (!talk.hasModel()) {
      return "none was used: a built-in parser and sentence embeddings";
    }
    boolean used =
        parsed.by() == Decider.LANGUAGE_MODEL
            || levels.stream().anyMatch(level -> level.by() == Decider.LANGUAGE_MODEL);
    return used ? "used where it says so" : "asked, but no reply of its was used";
  }
}
