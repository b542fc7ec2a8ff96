package io.github.diffusion4j.sampler;

import io.github.diffusion4j.laws.MarginalLaws;
import io.github.diffusion4j.laws.SamplerLaws;
import net.jqwik.api.Group;

class SamplersKeepTheirLawsTest {

  @Group
  class Ddpm implements MarginalLaws {
    @Override
    public Sampler sampler() {
      return Samplers.ddpm();
    }

    @Override
    public int evaluations(int steps) {
      return steps;
    }
  }

  /** Its variance is too large for a data set of one point, so the marginals are not its law. */
  @Group
  class DdpmWithVarianceBeta implements SamplerLaws {
    @Override
    public Sampler sampler() {
      return Samplers.ddpm(DdpmVariance.BETA);
    }

    @Override
    public int evaluations(int steps) {
      return steps;
    }
  }

  @Group
  class Ddim implements MarginalLaws {
    @Override
    public Sampler sampler() {
      return Samplers.ddim();
    }

    @Override
    public int evaluations(int steps) {
      return steps;
    }
  }

  @Group
  class DdimWithEta implements MarginalLaws {
    @Override
    public Sampler sampler() {
      return Samplers.ddim(0.7);
    }

    @Override
    public int evaluations(int steps) {
      return steps;
    }
  }

  @Group
  class DdimInverse implements SamplerLaws {
    @Override
    public Sampler sampler() {
      return Samplers.ddimInverse();
    }

    @Override
    public int evaluations(int steps) {
      return steps;
    }
  }
}
