package io.github.diffusion4j.score;

import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Parameterization.XRawCoefficients;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The probability-flow ODE, 2011.13456, equation 13, as the slope v of scaled samples over the
 * angle.
 */
final class FlowField implements DormandPrince.Field {
  private final Network network;
  private final Angles angles;

  FlowField(Network network) {
    this.network = network;
    angles = new Angles(network.card().schedule(), network.card().parameterization());
  }

  @Override
  public List<double[]> slopes(List<Integer> path, List<Double> s, List<double[]> y) {
    Evaluation done = evaluate(s, y);
    List<double[]> slopes = new ArrayList<>();
    for (int row = 0; row < y.size(); row++) {
      slopes.add(v(done, row));
    }
    return slopes;
  }

  /** The network at angles; y may have more components than a sample. */
  Evaluation evaluate(List<Double> s, List<double[]> y) {
    Shape shape = network.card().shape();
    Tensor x = Tensor.zeros(y.size(), shape);
    List<Level> levels = new ArrayList<>();
    for (int row = 0; row < y.size(); row++) {
      Level level = angles.level(s.get(row));
      levels.add(level);
      for (int i = 0; i < shape.size(); i++) {
        x.data()[row * shape.size() + i] = (float) (Angles.scale(level) * y.get(row)[i]);
      }
    }
    return network.evaluate(x, levels);
  }

  double[] v(Evaluation done, int row) {
    int size = network.card().shape().size();
    XRawCoefficients of = ofInput(done.levels().get(row));
    double[] v = new double[size];
    for (int i = 0; i < size; i++) {
      v[i] =
          of.x() * done.x().data()[row * size + i]
              + of.raw() * done.output().data()[row * done.output().shape().size() + i];
    }
    return v;
  }

  /** The divergence of v over scaled samples, from the trace of d raw / d input. */
  double divergence(Level level, double trace) {
    // input = inputScale scale y
    XRawCoefficients of = ofInput(level);
    double input = level.inputScale() * Angles.scale(level);
    return input * (of.x() * network.card().shape().size() + of.raw() * trace);
  }

  private XRawCoefficients ofInput(Level level) {
    XRawCoefficients v = angles.v(level);
    return new XRawCoefficients(v.x() / level.inputScale(), v.raw());
  }
}
