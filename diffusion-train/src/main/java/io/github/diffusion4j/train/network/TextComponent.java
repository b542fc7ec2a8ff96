package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.List;

/**
 * A network that is told a text, with the inputs that the transformers of model hubs have: {@code
 * sample}, {@code timestep} (n x 1, counted from 0), {@code encoder_hidden_states}, {@code
 * encoder_attention_mask} and {@code pooled_projections}. Its output is {@code out_sample}.
 *
 * @param network what it computes
 * @param steps T of the schedule that the network was trained with, at least 1
 */
public record TextComponent(TextNetwork network, int steps) implements Component {

  @Override
  public List<Input> inputs() {
    int tokens = network.textTokens();
    return List.of(
        new Input("sample", Kind.REAL, network.shape()),
        new Input("timestep", Kind.REAL, Shape.of(1)),
        new Input("encoder_hidden_states", Kind.REAL, Shape.of(tokens, network.textWidth())),
        new Input("encoder_attention_mask", Kind.REAL, Shape.of(tokens)),
        new Input("pooled_projections", Kind.REAL, Shape.of(network.textWidth())));
  }

  @Override
  public String output() {
    return "out_sample";
  }

  /** Timestep i, counted from 0, is the time (i + 1) / T. */
  @Override
  public <T> T forward(Ops<T> ops, List<T> inputs) {
    T time = ops.scale(ops.add(inputs.get(1), 1), 1.0 / steps);
    TextContext<T> text = new TextContext<>(inputs.get(2), inputs.get(3), inputs.get(4));
    return network.forward(ops, inputs.get(0), time, text);
  }
}
