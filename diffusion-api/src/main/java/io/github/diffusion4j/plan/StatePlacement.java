package io.github.diffusion4j.plan;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.diffusion4j.schedule.Level;

/**
 * Which state the state tensor holds in each stage: the newest one from which everything later can
 * still be computed. A corrector that uses an older state keeps that one.
 */
final class StatePlacement {
  private final Recorder recorder;
  private final int[] held;

  /** Goes back from the result, which is the newest state. */
  StatePlacement(Recorder recorder) {
    this.recorder = recorder;
    int stages = recorder.entries().size();
    held = new int[stages + 1];
    held[stages] = recorder.states().size() - 1;
    for (int stage = stages - 1; stage >= 0; stage--) {
      held[stage] = choose(stage);
    }
  }

  private int choose(int stage) {
    Recorder.Entry entry = recorder.entries().get(stage);
    int version = entry.newest();
    while (!(entry instanceof Recorder.Correction)
        && version > 0
        && !(tells(version, held[stage + 1]) && tells(version, input(stage + 1)))) {
      version--;
    }
    return version;
  }

  /** The state held during a stage; after the last, the result. */
  int at(int stage) {
    return held[stage];
  }

  /** The level of the state held during a stage. */
  Level level(int stage) {
    return recorder.states().get(held[stage]).level();
  }

  /** The state held when a stage computes its next input and state; -1 is the start. */
  int closing(int stage) {
    if (stage < 0) {
      return 0;
    }
    boolean corrected = recorder.entries().get(stage) instanceof Recorder.Correction;
    return corrected ? recorder.entries().get(stage).newest() + 1 : held[stage];
  }

  /**
   * The network's input in a stage, before its input scale; the state in a stage without an
   * evaluation.
   */
  LinearForm input(int stage) {
    boolean evaluates = stage < recorder.entries().size();
    if (evaluates && recorder.entries().get(stage) instanceof Recorder.Evaluation evaluation) {
      return evaluation.x();
    }
    return LinearForm.of(new Symbol.State(held[stage]));
  }

  /** A form over states, rewritten over the one held when a stage closes. */
  LinearForm over(int closing, LinearForm mix) {
    int placed = closing(closing);
    LinearForm told = mix;
    for (int version = newest(told); version > placed; version = newest(told)) {
      LinearForm meaning = recorder.states().get(version).meaning();
      checkArgument(
          meaning != null, "state %s is made by the loop after stage %s", version, closing);
      told = told.where(new Symbol.State(version), meaning);
    }
    return told;
  }

  private static int newest(LinearForm mix) {
    return mix.symbols().stream()
        .mapToInt(s -> s instanceof Symbol.State state ? state.version() : -1)
        .max()
        .orElse(-1);
  }

  private boolean tells(int placed, LinearForm mix) {
    return mix.symbols().stream()
        .noneMatch(s -> s instanceof Symbol.State state && !tells(placed, state.version()));
  }

  private boolean tells(int placed, int version) {
    LinearForm meaning = recorder.states().get(version).meaning();
    return version == placed || (version > placed && meaning != null && tells(placed, meaning));
  }
}
