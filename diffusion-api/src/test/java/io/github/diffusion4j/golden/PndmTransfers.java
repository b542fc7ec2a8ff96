package io.github.diffusion4j.golden;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * PNDM call by call, as the reference has it: raw outputs are averaged first, even those of v, and
 * read as epsilon where the transfer starts.
 *
 * @param calls all of them, in one interval
 * @param levels by timestep
 * @param velocity whether the network says v
 */
record PndmTransfers(List<PndmCall> calls, IntFunction<Level> levels, boolean velocity)
    implements Sampler {
  @Override
  public LinearForm step(Interval whole, Recorder tape) {
    List<LinearForm> states = new ArrayList<>(List.of(tape.state()));
    List<LinearForm> outputs = new ArrayList<>();
    for (PndmCall call : calls) {
      Level asked = levels.apply(call.time());
      outputs.add(raw(tape.predict(asked)));
      Interval transfer = new Interval(levels.apply(call.from()), levels.apply(call.to()));
      LinearForm base = states.get(call.base());
      LinearForm state = transfer.along(base, epsilon(call, outputs, base, transfer.from()));
      states.add(tape.anchor(state, transfer.to()));
    }
    return tape.state();
  }

  // v = alpha eps - sigma x0
  private LinearForm raw(Prediction p) {
    Level l = p.level();
    return velocity ? p.epsilon().times(l.alpha()).minus(p.x0().times(l.sigma())) : p.epsilon();
  }

  // eps = alpha v + sigma x
  private LinearForm epsilon(PndmCall call, List<LinearForm> outputs, LinearForm base, Level from) {
    LinearForm mean = base.times(0);
    for (Map.Entry<Integer, Double> term : call.outputs().entrySet()) {
      mean = mean.plus(outputs.get(term.getKey()).times(term.getValue()));
    }
    return velocity ? mean.times(from.alpha()).plus(base.times(from.sigma())) : mean;
  }

  @Override
  public String toString() {
    return "PNDM of the reference";
  }
}
