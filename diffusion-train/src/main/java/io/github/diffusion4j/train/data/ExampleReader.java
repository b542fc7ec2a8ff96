package io.github.diffusion4j.train.data;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** Collects what a reader finds: usable examples, and the rest after the caller's wish. */
final class ExampleReader {
  private static final Logger LOG = System.getLogger(ExampleReader.class.getName());

  /** More are listed, but not logged. */
  private static final int LOGGED = 20;

  private final InvalidImages unusable;
  private final List<Rejected> rejected = new ArrayList<>();

  ExampleReader(InvalidImages unusable) {
    this.unusable = unusable;
  }

  void reject(String name, String reason) {
    if (unusable == InvalidImages.REFUSE) {
      throw new IllegalArgumentException(
          name + ": " + reason + "; mend or remove it, or read with Unusable.SKIP");
    }
    rejected.add(new Rejected(name, reason));
    if (rejected.size() <= LOGGED) {
      LOG.log(Level.WARNING, "left out {0}: {1}", name, reason);
    }
  }

  List<Rejected> rejected() {
    if (!rejected.isEmpty()) {
      LOG.log(Level.WARNING, "{0} images were left out", rejected.size());
    }
    return rejected;
  }
}
