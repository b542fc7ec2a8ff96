package io.github.diffusion4j.samples.gpt;

import java.util.List;

/**
 * A subject in the words of a model, and how they were found.
 *
 * @param wish what the model is asked
 * @param by who found the words
 * @param fallbacks replies of the language model that were not used, with reasons
 */
public record ExtendedPrompt(Wish wish, Decider by, List<String> fallbacks) {}
