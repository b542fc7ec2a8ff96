package io.github.diffusion4j.score;

import io.github.diffusion4j.model.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The probability-flow ODE with one more component: the integral of the divergence, over the number
 * of values (2011.13456, equation 39).
 *
 * @param network whose flow it is
 * @param flow its slopes
 * @param divergence of the network
 * @param seeds one per path
 */
record LikelihoodField(Network network, FlowField flow, Divergence divergence, List<Long> seeds)
    implements DormandPrince.Field {

  @Override
  public List<double[]> slopes(List<Integer> path, List<Double> s, List<double[]> y) {
    Evaluation done = flow.evaluate(s, y);
    double[] traces =
        divergence.traces(network.denoiser(), done, path.stream().map(seeds::get).toList());
    int size = network.card().shape().size();
    return IntStream.range(0, y.size())
        .mapToObj(
            row -> {
              double[] slope = Arrays.copyOf(flow.v(done, row), size + 1);
              slope[size] = flow.divergence(done.levels().get(row), traces[row]) / size;
              return slope;
            })
        .toList();
  }
}
