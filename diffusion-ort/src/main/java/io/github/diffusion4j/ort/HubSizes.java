package io.github.diffusion4j.ort;

/**
 * Sizes that the graph of a network may leave open, as other files tell them; 0 where none does.
 *
 * @param tokens per text
 * @param width of the state of a token
 * @param pooled width of the vector of a text
 * @param guidance width of an embedded guidance weight
 * @param zerosForEmpty whether zeros stand for the text that is not given
 */
record HubSizes(int tokens, int width, int pooled, int guidance, boolean zerosForEmpty) {

  static HubSizes of(HubIndex index, Component network, HubTexts texts) {
    return new HubSizes(
        texts.tokens(),
        texts.width() > 0 ? texts.width() : network.count("cross_attention_dim").orElse(0),
        texts.pooled(),
        network.count("time_cond_proj_dim").orElse(0),
        index.flag("force_zeros_for_empty_prompt"));
  }
}
