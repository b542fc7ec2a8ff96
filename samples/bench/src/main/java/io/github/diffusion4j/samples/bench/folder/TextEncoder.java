package io.github.diffusion4j.samples.bench.folder;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Component;
import io.github.diffusion4j.train.network.Init;
import io.github.diffusion4j.train.network.Ops;
import java.util.List;

/**
 * The text encoder of CLIP ("Learning Transferable Visual Models From Natural Language
 * Supervision", 2103.00020), but for the mask that lets a token see only those before it, which is
 * no matter of size.
 *
 * @param sizes of it
 */
record TextEncoder(Sizes sizes) implements Component {
  private static final double SIGMOID = 1.702;
  private static final int EXPANSION = 4;

  @Override
  public List<Input> inputs() {
    return List.of(new Input("input_ids", Kind.IDS, Shape.of(Sizes.TOKENS)));
  }

  @Override
  public String output() {
    return "last_hidden_state";
  }

  @Override
  public <T> T forward(Ops<T> ops, List<T> inputs) {
    Blocks<T> model = new Blocks<>(ops).at("text_model");
    Blocks<T> embeddings = model.at("embeddings");
    T table =
        embeddings.parameter("token_embedding.weight", Init.FAN_IN, TokenFiles.SIZE, sizes.width());
    T positions =
        embeddings.parameter("position_embedding.weight", Init.FAN_IN, Sizes.TOKENS, sizes.width());
    T h = ops.addPositions(ops.embed(inputs.get(0), table), positions);
    for (int layer = 0; layer < sizes.layers(); layer++) {
      h = layer(model.at("encoder.layers", layer), h);
    }
    return model.layerNorm("final_layer_norm", h);
  }

  private <T> T layer(Blocks<T> at, T x) {
    Ops<T> ops = at.ops();
    int width = sizes.width();
    Blocks<T> self = at.at("self_attn");
    T normal = at.layerNorm("layer_norm1", x);
    T query = self.linear("q_proj", normal, width);
    T key = self.linear("k_proj", normal, width);
    T value = self.linear("v_proj", normal, width);
    T mixed = ops.attention(query, key, value, sizes.textHeads(), null);
    T h = ops.add(x, self.linear("out_proj", mixed, width));
    Blocks<T> pointwise = at.at("mlp");
    T inner = pointwise.linear("fc1", at.layerNorm("layer_norm2", h), EXPANSION * width);
    return ops.add(h, pointwise.linear("fc2", quickGelu(ops, inner), width));
  }

  /** x sigmoid(1.702 x), "Gaussian Error Linear Units" (1606.08415), section 2. */
  private static <T> T quickGelu(Ops<T> ops, T x) {
    return ops.scale(ops.silu(ops.scale(x, SIGMOID)), 1 / SIGMOID);
  }
}
