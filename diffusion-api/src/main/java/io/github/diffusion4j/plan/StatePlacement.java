package io.github.diffusion4j.plan;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.diffusion4j.schedule.Level;

/**
 * Which state the base tensor holds in each stage: the newest one from which all that follows can
 * still be told. A corrector that looks back at an older state keeps the base there.
 */
final class StatePlacement {
  private final Recorder tape;
  private final int[] held;

  /** Goes back from the result, which is the newest state. */
  StatePlacement(Recorder tape) {
    this.tape = tape;
    int stages = tape.entries().size();
    held = new int[stages + 1];
    held[stages] = tape.anchors().size() - 1;
    for (int stage = stages - 1; stage >= 0; stage--) {
      held[stage] = choose(stage);
    }
  }

  private int choose(int stage) {
    Recorder.Entry entry = tape.entries().get(stage);
    int version = entry.newest();
    while (!(entry instanceof Recorder.Correction)
        && version > 0
        && !(tells(version, held[stage + 1]) && tells(version, input(stage + 1)))) {
      version--;
    }
    return version;
  }

  /** The state in the base during a stage; after the last, the result. */
  int at(int stage) {
    return held[stage];
  }

  /** Where the state in the base stands during a stage. */
  Level level(int stage) {
    return tape.anchors().get(held[stage]).level();
  }

  /** The state in the base when the rows that close a stage are mixed; -1 is the start. */
  int closing(int stage) {
    if (stage < 0) {
      return 0;
    }
    boolean corrected = tape.entries().get(stage) instanceof Recorder.Correction;
    return corrected ? tape.entries().get(stage).newest() + 1 : held[stage];
  }

  /** What the network sees in a stage, before its input scale; where it sees nothing, the base. */
  LinearForm input(int stage) {
    boolean evaluates = stage < tape.entries().size();
    if (evaluates && tape.entries().get(stage) instanceof Recorder.Evaluation evaluation) {
      return evaluation.x();
    }
    return LinearForm.of(new Symbol.State(held[stage]));
  }

  /** A mix over states, told over the one in the base when a stage closes. */
  LinearForm over(int closing, LinearForm mix) {
    int base = closing(closing);
    LinearForm told = mix;
    for (int version = newest(told); version > base; version = newest(told)) {
      LinearForm meaning = tape.anchors().get(version).meaning();
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

  private boolean tells(int base, LinearForm mix) {
    return mix.symbols().stream()
        .noneMatch(s -> s instanceof Symbol.State state && !tells(base, state.version()));
  }

  private boolean tells(int base, int version) {
    LinearForm meaning = tape.anchors().get(version).meaning();
    return version == base || (version > base && meaning != null && tells(base, meaning));
  }
}
