package io.github.diffusion4j.samples.gpt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The four forms of DiffusionGPT (2401.10061), section 3.1. */
class RuleParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PROMPT      | a dog                                               | a dog
          PROMPT      | "a dog"                                             | a dog
          PROMPT      | a sign that says "open"                             | a sign that says "open"
          PROMPT      | A dog.                                              | A dog
          PROMPT      | paint splash on a wall                              | paint splash on a wall
          PROMPT      | design of a chair                                   | design of a chair
          INSTRUCTION | generate an image of a dog                          | a dog
          INSTRUCTION | Could you please draw me two cats?                  | two cats
          INSTRUCTION | I want you to paint a red door, please              | a red door
          INSTRUCTION | Please, make us the logo of a bakery!               | the logo of a bakery
          INSTRUCTION | DRAW   castles   at night                           | castles at night
          INSPIRATION | I want to see a beach                               | a beach
          INSPIRATION | We’d really love to have a picture of the moon      | the moon
          INSPIRATION | I'm dreaming of a white horse...                    | a white horse
          INSPIRATION | It would be nice to see some mountains              | some mountains
          HYPOTHESIS  | If you give me a toy, I will laugh very happily     | a toy and laugh very happily
          HYPOTHESIS  | If I owned a gallery, I would hang an old map       | a gallery and an old map
          HYPOTHESIS  | I would hang an old map if I owned a gallery        | a gallery and an old map
          HYPOTHESIS  | If it rains then draw an umbrella                   | rains and an umbrella
          HYPOTHESIS  | What if cats could fly?                             | cats could fly
          """)
  void aFormHasItsSubject(PromptForm form, String prompt, String subject) {
    assertEquals(new ParsedPrompt(form, subject, Decider.BUILT_IN), RuleParser.parse(prompt));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "draw",
        "I want to see",
        "if",
        "if,",
        "what if ?",
        "please",
        "...",
        "draw ???",
        "\"\"",
        "an image of",
        "I want a picture of .",
        "if , then",
        "\uD83E\uDD8A",
        "Zeichne einen Hund"
      })
  void whatNoRuleKnowsStillHasASubject(String prompt) {
    assertFalse(RuleParser.parse(prompt).subject().isBlank());
  }

  /** Each would take long, or a deep stack, if the rules tried all ways to read it. */
  @Test
  void longPromptsAreParsed() {
    for (String word :
        new String[] {"please ", "if ", "I want to ", "to to ", "a ", ", ", "would if "}) {
      String prompt = ("I want " + word.repeat(2000)).substring(0, 2000);
      assertFalse(RuleParser.parse(prompt).subject().isBlank(), word);
      assertFalse(RuleParser.parse(word.repeat(2000).substring(0, 2000)).subject().isBlank(), word);
    }
  }
}
