package io.github.diffusion4j.plan;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A linear form over the tensors of a sampling run: what a sampler's formula is made of. Nothing is
 * computed but coefficients, in double.
 *
 * <p>Immutable and thread-safe.
 */
public final class LinearForm {
  private final ImmutableMap<Symbol, Double> terms;

  private LinearForm(Map<Symbol, Double> terms) {
    ImmutableMap.Builder<Symbol, Double> nonZero = ImmutableMap.builder();
    terms.forEach(
        (symbol, factor) -> {
          if (factor != 0) {
            nonZero.put(symbol, factor);
          }
        });
    this.terms = nonZero.buildOrThrow();
  }

  static LinearForm of(Symbol symbol) {
    return new LinearForm(Map.of(symbol, 1.0));
  }

  /**
   * The sum.
   *
   * @param other form
   * @return this + other
   */
  public LinearForm plus(LinearForm other) {
    Map<Symbol, Double> sum = new LinkedHashMap<>(terms);
    other.terms.forEach((symbol, factor) -> sum.merge(symbol, factor, Double::sum));
    return new LinearForm(sum);
  }

  /**
   * The difference.
   *
   * @param other form
   * @return this - other
   */
  public LinearForm minus(LinearForm other) {
    return plus(other.times(-1));
  }

  /**
   * The product with a number.
   *
   * @param factor any; terms that become 0 are dropped, so 0 forgets even what is undefined
   * @return factor * this
   */
  public LinearForm times(double factor) {
    Map<Symbol, Double> product = new LinkedHashMap<>();
    terms.forEach((symbol, f) -> product.put(symbol, factor * f));
    return new LinearForm(product);
  }

  /** This form with a symbol replaced by its value. */
  LinearForm where(Symbol symbol, LinearForm meaning) {
    if (!terms.containsKey(symbol)) {
      return this;
    }
    Map<Symbol, Double> others = new LinkedHashMap<>(terms);
    others.remove(symbol);
    return new LinearForm(others).plus(meaning.times(factor(symbol)));
  }

  /** The factor of a symbol, 0 if it is absent. */
  double factor(Symbol symbol) {
    return terms.getOrDefault(symbol, 0.0);
  }

  Set<Symbol> symbols() {
    return terms.keySet();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinearForm that && terms.equals(that.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  @Override
  public String toString() {
    return terms.toString();
  }
}
