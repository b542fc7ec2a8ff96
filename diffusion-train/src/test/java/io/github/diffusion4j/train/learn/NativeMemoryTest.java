package io.github.diffusion4j.train.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diffusion4j.train.Tiny;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A run of a thousand steps takes no more memory than one of two hundred. */
class NativeMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** The arrays of one step take about 2.5 MB: fifty of a thousand that stay would show. */
  private static final long ALLOWED_KB = 100_000;

  @Test
  void staysFlatOverAThousandSteps() throws IOException, InterruptedException {
    assumeTrue(Files.exists(STATUS));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m", // a heap that is all there from the start: what grows is not Java's
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                ThousandSteps.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String growth = new String(process.getInputStream().readAllBytes(), UTF_8).trim();
    assertEquals(0, process.waitFor());
    assertTrue(Long.parseLong(growth) < ALLOWED_KB, growth + " kB more after 1,000 steps");
  }

  /** Prints by how many kB its process grew. */
  static final class ThousandSteps {
    private ThousandSteps() {}

    public static void main(String[] arguments) throws IOException {
      ParameterLayout layout = ParameterLayout.of(Tiny.network());
      TrainingState state = TrainingState.initial(layout.initial(1));
      TrainingConfig config = Tiny.config().with("steps", "1200");
      try (Learner learner =
          new Learner(
              Tiny.network(),
              layout,
              config,
              new DenoisingBatches(Tiny.data(20), Tiny.config()),
              state)) {
        steps(learner, 200); // compilers and allocators settle
        long before = residentKb();
        steps(learner, 1000);
        System.out.println(residentKb() - before);
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
}
