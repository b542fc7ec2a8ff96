package io.github.diffusion4j.samples.gpt;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The built-in parser: rules for English, DiffusionGPT (2401.10061), section 3.1. What no rule
 * knows is the subject as it stands.
 */
final class RuleParser {
  private static final String DETERMINER =
      "(?:an?|the|some|my|our|your|his|her|its|their|this|that|one|two|three|\\d+)\\b";

  /** Verbs that tell to draw, whatever follows. */
  private static final String DRAW =
      "generate|draw|create|sketch|illustrate|depict|produce|render|visuali[sz]e|compose|craft";

  /** Verbs that do so before an object alone: "paint a wall", but not "paint on a wall". */
  private static final String MAKE =
      "paint|make|design|show|give|picture|imagine|build|send|bring|do|get|find";

  private static final Pattern INSTRUCTION =
      pattern(
          "(?:(?:please|kindly|now|hey|hello|hi|okay|ok)[,!]?\\s+)*"
              + "(?:(?:can|could|would|will)\\s+you\\s+(?:please\\s+)?|let'?s\\s+|let us\\s+"
              + "|(?:i|we)(?:'d| would)?\\s+(?:want|need|like|love)\\s+you\\s+to\\s+)?"
              + "(?:(?:please|just|quickly|kindly)\\s+)*"
              + "(?:(?:DRAW)\\s+(?:(?:me|us|up)\\s+)?|(?:MAKE)\\s+(?:(?:me|us|up)\\s+|(?=DET)))"
              + "(?<subject>.+)");

  private static final Pattern INSPIRATION =
      pattern(
          "(?:(?:i|we)(?:'d|'m|'re|'ve|\\s+(?:would|am|are|have|do|had|could))?"
              + "(?:\\s+(?:really|just|truly|always|so|also|been))*"
              + "\\s+(?:want|like|love|wish|need|hope|long|dream|dreaming|dreamt|crave|fancy"
              + "|desire|prefer|yearn|longing|hoping|wishing|thinking|looking|in the mood"
              + "|feel like)(?:ed)?"
              + "|(?:it\\s+would|it'd|wouldn't\\s+it)\\s+(?:be\\s+)?(?:nice|great|lovely|wonderful)"
              + "|if\\s+only)"
              + "(?:\\s+(?:to|for|of|about|if|that|i|we|there|were|was|had|have|could|be|see|seeing"
              + "|having|look|looking|gaze|at|get|own|visit|admire|watch|find|enjoy|draw|paint))*"
              + "\\s+(?<subject>.+)");

  private static final Pattern CONDITION_FIRST =
      pattern(
          "(?:and\\s+)?(?:what\\s+if|imagine\\s+if|if|suppose(?:\\s+that)?|supposing|assuming(?:\\s+that)?"
              + "|say)\\s+(?<condition>.+?)"
              + "(?:\\s*[,;?:]\\s*(?:then\\s+)?|\\s+then\\s+"
              + "|\\s+(?=(?:i|you|we|they|he|she|it)(?:'d|'ll|\\s+(?:will|would|could|should))\\b))"
              + "(?<consequence>.*)");

  private static final Pattern CONDITION_LAST =
      pattern("(?<consequence>.*\\b(?:will|would|could|'d|'ll)\\b.*?),?\\s+if\\s+(?<condition>.+)");

  /** "I will", "you could". */
  private static final Pattern PERSON =
      pattern(
          "(?:i|you|we|they|he|she|it|one)(?:'d|'ll|'m|'re|'s)?"
              + "(?:\\s+(?:will|would|could|can|should|might|must|am|are|is|was|were))?\\s+"
              + "(?<subject>.+)");

  /** "give me" before "a toy". */
  private static final Pattern VERB =
      pattern("(?!DET)\\w+\\s+(?:(?:me|us|you|him|her|them)\\s+)?(?=DET)(?<subject>.+)");

  private static final Pattern FRAME =
      Pattern.compile(
          "^(?:DET\\s+)?(?:image|picture)s?\\s+(?:of|with|showing|that shows)\\s+"
              .replace("DET", DETERMINER),
          CASE_INSENSITIVE);

  private static final Pattern END =
      Pattern.compile(
          "(?:[\\s,]+(?:please|for me|thanks|thank you))*[\\s.!?,;:]*$", CASE_INSENSITIVE);

  private RuleParser() {}

  private static Pattern pattern(String text) {
    return Pattern.compile(
        text.replace("DRAW", DRAW).replace("MAKE", MAKE).replace("DET", DETERMINER),
        CASE_INSENSITIVE);
  }

  static ParsedPrompt parse(String prompt) {
    String line = prompt.strip().replace('\u2019', '\'').replaceAll("\\s+", " ");
    String text = line.replaceFirst("^\"([^\"]+)\"$", "$1");
    return hypothesis(text)
        .or(() -> of(PromptForm.INSTRUCTION, subject(INSTRUCTION, text)))
        .or(() -> of(PromptForm.INSPIRATION, subject(INSPIRATION, text)))
        .orElseGet(() -> parsed(PromptForm.PROMPT, text));
  }

  private static Optional<ParsedPrompt> of(PromptForm form, Optional<String> subject) {
    return subject.map(text -> parsed(form, text));
  }

  /** Where nothing but the words around a subject is left, they are the subject. */
  private static ParsedPrompt parsed(PromptForm form, String subject) {
    String bare = END.matcher(FRAME.matcher(subject).replaceFirst("")).replaceFirst("");
    return new ParsedPrompt(form, bare.isBlank() ? subject : bare, Decider.BUILT_IN);
  }

  private static Optional<String> subject(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group("subject")) : Optional.empty();
  }

  /** The condition, and the object of what follows. */
  private static Optional<ParsedPrompt> hypothesis(String text) {
    Matcher first = CONDITION_FIRST.matcher(text);
    Matcher last = CONDITION_LAST.matcher(text);
    Matcher found = first.matches() ? first : last;
    if (found == last && !last.matches()) {
      return Optional.empty();
    }
    String condition = object(found.group("condition"));
    String consequence = object(found.group("consequence"));
    return Optional.of(
        parsed(
            PromptForm.HYPOTHESIS,
            consequence.isBlank() ? condition : condition + " and " + consequence));
  }

  /** What a clause is about: "I will hang a painting" is about a painting. */
  private static String object(String clause) {
    String bare = END.matcher(clause).replaceFirst("");
    String told = subject(INSTRUCTION, bare).or(() -> subject(INSPIRATION, bare)).orElse("");
    if (!told.isEmpty()) {
      return FRAME.matcher(told).replaceFirst("");
    }
    return subject(PERSON, bare)
        .map(rest -> subject(VERB, rest).orElse(rest))
        .map(rest -> FRAME.matcher(rest).replaceFirst(""))
        .orElse(bare);
  }
}
