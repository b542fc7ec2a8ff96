package io.github.diffusion4j.train.network;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter that adds to the output of each target what its factors make of the input.
 *
 * @param <T> a tensor of the interpreter beneath; each parameter is an object of its own
 */
final class LoraOps<T> extends ForwardingOps<T> {
  private final Lora lora;
  private final List<Pattern> patterns;
  private final IdentityHashMap<T, ParameterSpec> targets = new IdentityHashMap<>();

  LoraOps(Ops<T> ops, Lora lora) {
    super(ops);
    this.lora = lora;
    this.patterns = lora.patterns();
  }

  @Override
  public T parameter(ParameterSpec spec) {
    T parameter = super.parameter(spec);
    if (spec.shape().rank() > 1
        && patterns.stream().anyMatch(p -> p.matcher(spec.layer()).matches())) {
      targets.put(parameter, spec);
    }
    return parameter;
  }

  @Override
  public T convolution(T x, T weight, @Nullable T bias, int stride) {
    T y = super.convolution(x, weight, bias, stride);
    ParameterSpec target = targets.get(weight);
    if (target == null) {
      return y;
    }
    T low = super.convolution(x, super.parameter(LoraFactors.down(lora, target)), null, stride);
    return sum(y, super.convolution(low, super.parameter(LoraFactors.up(lora, target)), null, 1));
  }

  @Override
  public T linear(T x, T weight, @Nullable T bias) {
    T y = super.linear(x, weight, bias);
    ParameterSpec target = targets.get(weight);
    if (target == null) {
      return y;
    }
    T low = super.linear(x, super.parameter(LoraFactors.down(lora, target)), null);
    return sum(y, super.linear(low, super.parameter(LoraFactors.up(lora, target)), null));
  }

  // 2106.09685, eq 3: h = W0 x + (alpha / r) B A x
  private T sum(T y, T product) {
    return add(y, lora.scale() == 1 ? product : scale(product, lora.scale()));
  }
}
