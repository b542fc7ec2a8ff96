package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;
import java.util.Map;

/** What DPM-Solver, UniPC and DEIS read in a network's output. */
final class DpmParameterization {
  private DpmParameterization() {}

  static Parameterization of(Settings s) {
    boolean flow = s.is("use_flow_sigmas");
    String type =
        s.choice("prediction_type", "epsilon", "sample", "v_prediction", "flow_prediction");
    return switch (type) {
      case "epsilon" -> Parameterization.EPSILON;
      case "sample" -> Parameterization.X0;
      case "v_prediction" -> flow ? new VarianceOne(Parameterization.V) : Parameterization.V;
      default -> flow ? Parameterization.FLOW : new RatioFlow();
    };
  }

  /** One that a card cannot give: its coefficients are the reference library's alone. */
  private interface Unnamed extends Parameterization {
    @Override
    default Map<String, String> toEntries() {
      throw new IllegalStateException(
          this + " cannot be written into a model card; keep the scheduler configuration");
    }
  }

  /** v read as if alpha^2 + sigma^2 were 1, which it is not along a flow. */
  private record VarianceOne(Parameterization v) implements Unnamed {
    @Override
    public XRawCoefficients x0(Level l) {
      return new XRawCoefficients(l.alpha(), -l.sigma());
    }

    @Override
    public XRawCoefficients epsilon(Level l) {
      return new XRawCoefficients(l.sigma(), l.alpha());
    }
  }

  /** x0 = x - s raw, s = sigma / alpha, on a schedule that preserves the variance. */
  private record RatioFlow() implements Unnamed {
    @Override
    public XRawCoefficients x0(Level l) {
      return new XRawCoefficients(1, -l.sigma() / l.alpha());
    }

    @Override
    public XRawCoefficients epsilon(Level l) {
      return new EpsilonByX0(this).epsilon(l);
    }
  }

  /**
   * The same with epsilon = (x - alpha x0) / sigma, as DEIS has it.
   *
   * @param p gives x0
   */
  record EpsilonByX0(Parameterization p) implements Unnamed {
    @Override
    public XRawCoefficients x0(Level l) {
      return p.x0(l);
    }

    @Override
    public XRawCoefficients epsilon(Level l) {
      XRawCoefficients x0 = p.x0(l);
      return new XRawCoefficients(
          (1 - l.alpha() * x0.x()) / l.sigma(), -l.alpha() * x0.raw() / l.sigma());
    }
  }
}
