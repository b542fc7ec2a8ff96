package io.github.diffusion4j.golden;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.ArrayList;
import java.util.List;

/** PNDM. Where the reference's transfers are the paper's, the product's sampler is replayed. */
final class PndmMapping {
  private final Config config;
  private final NoiseSchedule schedule;

  private PndmMapping(Config config) {
    this.config = config;
    this.schedule = config.schedule();
  }

  static Mapping of(Config config) {
    return new PndmMapping(config).mapping();
  }

  private Mapping mapping() {
    List<PndmCall> calls = PndmCall.of(config);
    return new Mapping(
        isPlain(calls) ? plain(calls) : transfers(calls),
        config.parameterization(),
        Network.formula(config.modelT()),
        t -> Timestep.of(schedule, t));
  }

  /** Epsilon on an even grid whose midpoints are times of training, from where there is signal. */
  private boolean isPlain(List<PndmCall> calls) {
    boolean even =
        config.text("timestep_spacing").equals("leading")
            && (config.is("skip_prk_steps") || stride() % 2 == 0);
    boolean signal = !new Interval(level(calls.get(0).time()), level(-1)).startsWithoutSignal();
    return even && signal && calls.size() > 1 && config.text("prediction_type").equals("epsilon");
  }

  private int stride() {
    return config.trainingSteps() / (int) config.asked("num_inference_steps");
  }

  private Route plain(List<PndmCall> calls) {
    List<Integer> times = calls.stream().map(PndmCall::time).toList();
    List<Interval> intervals = new ArrayList<>();
    boolean linear = config.is("skip_prk_steps");
    int first = times.get(0);
    for (int t = first; t >= 0; t -= stride()) {
      boolean rungeKutta = !linear && intervals.size() < 3;
      intervals.add(
          new Interval(
              level(t),
              level(t - stride()),
              rungeKutta ? List.of(level(t - stride() / 2)) : List.of()));
    }
    Sampler sampler = linear ? Samplers.plms() : Samplers.pndm();
    return Route.of(sampler, intervals);
  }

  private Route transfers(List<PndmCall> calls) {
    boolean v = config.text("prediction_type").equals("v_prediction");
    Interval whole = new Interval(level(calls.get(0).time()), level(-1));
    return Route.of(new PndmTransfers(calls, this::level, v), List.of(whole));
  }

  private Level level(int t) {
    double end = config.is("set_alpha_to_one") ? 0 : 1;
    return t >= 0 ? Timestep.of(schedule, t) : schedule.level(end).withTime(0);
  }
}
