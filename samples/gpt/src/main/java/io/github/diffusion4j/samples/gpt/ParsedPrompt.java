package io.github.diffusion4j.samples.gpt;

/**
 * What a prompt asks for.
 *
 * @param form of the prompt
 * @param subject what is to be seen, without the words around it
 * @param by who parsed it
 */
public record ParsedPrompt(PromptForm form, String subject, Decider by) {}
