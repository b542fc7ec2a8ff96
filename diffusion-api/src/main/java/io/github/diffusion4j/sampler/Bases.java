package io.github.diffusion4j.sampler;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;

/**
 * Which state the base tensor holds in each stage: the newest one from which all that follows can
 * still be told. A corrector that looks back at an older state keeps the base there.
 */
final class Bases {
  private final Tape tape;
  private final int[] held;

  /** Goes back from the result, which is the newest state. */
  Bases(Tape tape) {
    this.tape = tape;
    int stages = tape.entries().size();
    held = new int[stages + 1];
    held[stages] = tape.anchors().size() - 1;
    for (int stage = stages - 1; stage >= 0; stage--) {
      held[stage] = choose(stage);
    }
  }

  private int choose(int stage) {
    Tape.Entry entry = tape.entries().get(stage);
    int version = entry.newest();
    while (!(entry instanceof Tape.Correction)
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

  /** The state in the base when the rows that close a stage are mixed; -1 is the start. */
  int closing(int stage) {
    if (stage < 0) {
      return 0;
    }
    boolean corrected = tape.entries().get(stage) instanceof Tape.Correction;
    return corrected ? tape.entries().get(stage).newest() + 1 : held[stage];
  }

  /** What the network sees in a stage, before its input scale; where it sees nothing, the base. */
  Mix input(int stage) {
    boolean evaluates = stage < tape.entries().size();
    if (evaluates && tape.entries().get(stage) instanceof Tape.Evaluation evaluation) {
      return evaluation.x();
    }
    return Mix.of(new Symbol.State(held[stage]));
  }

  /** A mix over states, told over the one in the base when a stage closes. */
  Mix over(int closing, Mix mix) {
    int base = closing(closing);
    Mix told = mix;
    List<Tape.Anchor> anchors = tape.anchors();
    for (int version = anchors.size() - 1; version > base; version--) {
      Mix meaning = anchors.get(version).meaning();
      Symbol state = new Symbol.State(version);
      if (told.symbols().contains(state)) {
        checkArgument(meaning != null, "%s is made by the loop after stage %s", state, closing);
        told = told.where(state, meaning);
      }
    }
    return told;
  }

  private boolean tells(int base, Mix mix) {
    return mix.symbols().stream()
        .noneMatch(s -> s instanceof Symbol.State state && !tells(base, state.version()));
  }

  private boolean tells(int base, int version) {
    Mix meaning = tape.anchors().get(version).meaning();
    return version == base || (version > base && meaning != null && tells(base, meaning));
  }
}
