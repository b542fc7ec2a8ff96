package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;

/** What the reference's DPM solvers read in a network's output. */
final class DpmParameterization {
  private DpmParameterization() {}

  static Parameterization of(Config config) {
    if (config.has("sigma_data")) {
      return SigmaMapping.edm(config, config.number("sigma_data"));
    }
    boolean flow = config.is("use_flow_sigmas");
    return switch (config.text("prediction_type")) {
      case "epsilon" -> Parameterization.EPSILON;
      case "sample" -> Parameterization.X0;
      case "v_prediction" -> new PreservingV();
      case "flow_prediction" -> flow ? Parameterization.FLOW : new RatioFlow();
      default -> throw new IllegalArgumentException(config.text("prediction_type"));
    };
  }

  /** DEIS tells epsilon by x0: (x - alpha x0) / sigma. */
  static Parameterization epsilonByX0(Parameterization p) {
    return new EpsilonByX0(p);
  }

  /** v as if alpha^2 + sigma^2 were 1, which of flow sigmas it is not. */
  private record PreservingV() implements ReferenceParameterization {
    @Override
    public Row x0(Level l) {
      return new Row(l.alpha(), -l.sigma());
    }

    @Override
    public Row epsilon(Level l) {
      return new Row(l.sigma(), l.alpha());
    }
  }

  /** x0 = x - s raw with s = sigma / alpha. */
  private record RatioFlow() implements ReferenceParameterization {
    @Override
    public Row x0(Level l) {
      return new Row(1, -l.sigma() / l.alpha());
    }

    @Override
    public Row epsilon(Level l) {
      return new EpsilonByX0(this).epsilon(l);
    }
  }

  private record EpsilonByX0(Parameterization p) implements ReferenceParameterization {
    @Override
    public Row x0(Level l) {
      return p.x0(l);
    }

    @Override
    public Row epsilon(Level l) {
      Row x0 = p.x0(l);
      return new Row((1 - l.alpha() * x0.x()) / l.sigma(), -l.alpha() * x0.raw() / l.sigma());
    }
  }
}
