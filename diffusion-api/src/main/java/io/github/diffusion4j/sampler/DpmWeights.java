package io.github.diffusion4j.sampler;

/** The variants of {@link DpmVariant}. */
final class DpmWeights {
  private DpmWeights() {}

  record Midpoint() implements DpmVariant {
    @Override
    public double second(double z) {
      return Math.expm1(z) / 2;
    }

    @Override
    public double third(double z) {
      return z * Phi.of(3, z);
    }
  }

  record Heun() implements DpmVariant {
    @Override
    public double second(double z) {
      return z * Phi.of(2, z);
    }

    @Override
    public double third(double z) {
      return z * Phi.of(3, z);
    }
  }

  record Taylor() implements DpmVariant {
    @Override
    public double second(double z) {
      return z * Phi.of(2, z);
    }

    @Override
    public double third(double z) {
      return 2 * z * Phi.of(3, z);
    }
  }
}
