package io.github.diffusion4j.samples.gpt;

import java.util.Arrays;
import java.util.Locale;

/** The four forms of a prompt, DiffusionGPT (2401.10061), section 3.1. */
public enum PromptForm {
  /** The text itself is the subject: "a dog". */
  PROMPT,
  /** Tells what to do: "generate an image of a dog". */
  INSTRUCTION,
  /** Tells a wish: "I want to see a beach". */
  INSPIRATION,
  /** Tells a condition and what follows: "If you give me a toy, I will laugh very happily". */
  HYPOTHESIS;

  /** The form of a name such as {@code prompt} or {@code prompt-based}. */
  static PromptForm of(String name) {
    for (PromptForm form : values()) {
      if (name.equalsIgnoreCase(form.toString()) || name.equalsIgnoreCase(form + "-based")) {
        return form;
      }
    }
    throw new IllegalArgumentException(
        "its 'form' is none of " + Arrays.toString(values()) + ", in any case of letters");
  }

  /** As questions and answers write it, such as {@code prompt}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
