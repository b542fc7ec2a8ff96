package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every operation of the set as the smallest network that has it, on an image that is not square.
 */
public enum Operation implements Network {
  CONVOLUTION_1X1 {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.conv("conv", x, 5, 1);
    }
  },
  CONVOLUTION_3X3 {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.conv("conv", x, 5, 3);
    }
  },
  CONVOLUTION_OF_EVERY_SECOND_PIXEL {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      Ops<T> ops = layers.ops();
      return ops.convolution(
          x,
          ops.parameter(new ParameterSpec("weight", Shape.of(5, 8, 3, 3), Init.FAN_IN)),
          ops.parameter(new ParameterSpec("bias", Shape.of(5), Init.ZEROS)),
          2);
    }
  },
  LINEAR {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.linear("linear", context, 7);
    }
  },
  LINEAR_WITHOUT_BIAS {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.linearWithoutBias("linear", context, 7);
    }
  },
  MATMUL {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().matmul(layers.ops().transpose(x), x);
    }
  },
  NORMALIZE {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().normalize(x, 4);
    }
  },
  AFFINE_OF_PARAMETERS {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.groupNorm("norm", x, 2);
    }
  },
  AFFINE_OF_A_CONDITION {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.adaptiveGroupNorm("norm", x, context, 2);
    }
  },
  SHIFT_BY_A_CONDITION {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().affine(x, null, layers.linear("shift", context, 8));
    }
  },
  ADD {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().add(x, layers.ops().silu(x));
    }
  },
  MULTIPLY {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().multiply(x, layers.ops().silu(x));
    }
  },
  SCALE {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().scale(x, Math.sqrt(0.5));
    }
  },
  SILU {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().silu(x);
    }
  },
  GELU {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().gelu(x);
    }
  },
  RELU {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().relu(x);
    }
  },
  SOFTMAX {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().softmax(x);
    }
  },
  EXP {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().exp(x);
    }
  },
  LINEAR_OF_TOKENS {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.linear("linear", tokens(layers.ops(), x), 7);
    }
  },
  NORMALIZE_TOKENS {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().normalizeTokens(tokens(layers.ops(), x));
    }
  },
  AFFINE_OF_TOKENS {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      T scale = layers.linear("scale", context, 24);
      T shift = layers.linear("shift", context, 24);
      return layers.ops().affineTokens(tokens(layers.ops(), x), scale, shift);
    }
  },
  SCALE_OF_TOKENS {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      T scale = layers.linear("scale", context, 24);
      return layers.ops().affineTokens(tokens(layers.ops(), x), scale, null);
    }
  },
  AFFINE_OF_TOKENS_BY_PARAMETERS {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      Ops<T> ops = layers.ops();
      return ops.affineTokens(
          tokens(ops, x),
          ops.parameter(new ParameterSpec("scale", Shape.of(24), Init.ONES)),
          ops.parameter(new ParameterSpec("shift", Shape.of(24), Init.ZEROS)));
    }
  },
  EMBED {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      Ops<T> ops = layers.ops();
      T ids = ops.relu(ops.scale(context, 2));
      return ops.embed(
          ids, ops.parameter(new ParameterSpec("table", Shape.of(16, 24), Init.FAN_IN)));
    }
  },
  POSITIONS {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.positions("positions", tokens(layers.ops(), x));
    }
  },
  ATTENTION_OF_TOKENS {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      T tokens = tokens(layers.ops(), x);
      return layers.ops().attention(tokens, tokens, tokens, 3, null);
    }
  },
  CROSS_ATTENTION {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      T tokens = tokens(layers.ops(), x);
      T others = layers.ops().reshape(layers.linear("others", context, 5 * 24), Shape.of(5, 24));
      return layers.ops().attention(tokens, others, others, 4, context);
    }
  },
  SLICE {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().slice(context, 1, 4);
    }
  },
  DROPOUT_IN_EVALUATION {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().silu(layers.ops().dropout(x, 0.5));
    }
  },
  CONCAT {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().concat(layers.conv("conv", x, 3, 1), x);
    }
  },
  SPACE_TO_DEPTH {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().spaceToDepth(x);
    }
  },
  DEPTH_TO_SPACE {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().depthToSpace(x);
    }
  },
  UPSAMPLE {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().upsample(x, 3, 2);
    }
  },
  AVERAGE_POOL {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().averagePool(x, 2, 3);
    }
  },
  MAX_POOL {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().maxPool(x, 2, 3);
    }
  },
  RESHAPE {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().reshape(x, Shape.of(2, 4, 24));
    }
  },
  TRANSPOSE {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.ops().transpose(x);
    }
  },
  SINUSOIDS {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.timeEmbedding(time, 12);
    }
  },
  ATTENTION {
    @Override
    <T> T apply(Layers<T> layers, T x, T time, T context) {
      return layers.attention(x, 2, 2);
    }
  };

  /** As 8 tokens of 24 features. */
  private static <T> T tokens(Ops<T> ops, T x) {
    return ops.reshape(x, Shape.of(8, 24));
  }

  abstract <T> T apply(Layers<T> layers, T x, T time, T context);

  @Override
  public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
    if (context == null) {
      throw new AssertionError("no context");
    }
    return apply(new Layers<>(ops), x, time, context);
  }

  @Override
  public Shape shape() {
    return Shape.of(8, 4, 6);
  }

  @Override
  public int contextSize() {
    return 5;
  }

  @Override
  public Map<String, String> configuration() {
    return Map.of();
  }
}
