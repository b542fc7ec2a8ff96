package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.Level;
import java.util.Map;

/**
 * One call of PNDM: raw outputs are averaged first, those of v, too, and read as epsilon where the
 * transfer starts.
 *
 * @param call the call, whose number is that of the interval
 * @param asked the level that the network is given
 * @param parameterization epsilon or v
 */
record PndmTransfer(PndmCall call, Level asked, Parameterization parameterization)
    implements Sampler {

  @Override
  public LinearForm step(Interval transfer, Recorder recorder) {
    int number = recorder.interval();
    LinearForm state = recorder.state(number - call.state());
    recorder.predict(asked);
    LinearForm mean = state.times(0);
    for (Map.Entry<Integer, Double> term : call.outputs().entrySet()) {
      Prediction of = recorder.history().get(number - term.getKey());
      mean = mean.plus(raw(of).times(term.getValue()));
    }
    return transfer.ddimStep(state, epsilon(mean, state, transfer.from()));
  }

  // v = alpha eps - sigma x0
  private LinearForm raw(Prediction p) {
    Level l = p.level();
    return isVelocity() ? p.epsilon().times(l.alpha()).minus(p.x0().times(l.sigma())) : p.epsilon();
  }

  // eps = alpha v + sigma x
  private LinearForm epsilon(LinearForm mean, LinearForm state, Level from) {
    return isVelocity() ? mean.times(from.alpha()).plus(state.times(from.sigma())) : mean;
  }

  private boolean isVelocity() {
    return parameterization == Parameterization.V;
  }
}
