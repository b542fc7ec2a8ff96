package io.github.diffusion4j.train;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A run of a thousand steps takes no more memory than one of a hundred. */
class NativeMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** The arrays of one step of this network take about 2 MB; a thousand of them would show. */
  private static final long ALLOWED_KB = 150_000;

  @Test
  void staysFlatOverAThousandSteps() throws IOException {
    assumeTrue(Files.exists(STATUS));
    Layout layout = Layout.of(Tiny.network());
    TrainingState state = TrainingState.initial(layout.initial(1));
    TrainingConfig config = Tiny.config().with("steps", "1200");
    try (Learner learner = new Learner(Tiny.network(), layout, Tiny.data(20), config, state)) {
      steps(learner, 200); // the compilers and allocators settle
      long before = residentKb();
      steps(learner, 1000);
      long growth = residentKb() - before;
      assertTrue(growth < ALLOWED_KB, growth + " kB more after 1,000 steps");
    }
  }

  private static void steps(Learner learner, int number) {
    for (int i = 0; i < number; i++) {
      learner.step();
    }
  }

  private static long residentKb() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
