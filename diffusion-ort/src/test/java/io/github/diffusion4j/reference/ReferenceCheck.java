package io.github.diffusion4j.reference;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.RuntimeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Replays every {@code reference/*.npz} of a folder of components through the public API, from the
 * seed: {@code ReferenceCheck FOLDER [cuda]}. A case passes if latents and images are those of the
 * reference library within 1e-3, latents relative to their largest value.
 */
public final class ReferenceCheck {
  static final double TOLERANCE = 1e-3;

  private ReferenceCheck() {}

  /**
   * Prints a line per case with the worst difference; exits with 1 if any case fails, or there is
   * none.
   *
   * @param args the folder, and {@code cuda} for the first GPU
   * @throws IOException if it cannot be read
   */
  public static void main(String[] args) throws IOException {
    RuntimeSettings settings =
        args.length > 1 && args[1].equals("cuda") ? RuntimeSettings.cuda(0) : RuntimeSettings.cpu();
    int failed = 0;
    int cases = 0;
    try (ReferenceFolder folder = ReferenceFolder.open(Path.of(args[0]));
        DiffusionPipeline pipeline = DiffusionPipeline.load(folder.model(), settings)) {
      for (ReferenceCase one : folder.cases()) {
        cases++;
        Difference difference = one.replay(pipeline);
        boolean passes = difference.largest() <= TOLERANCE;
        failed += passes ? 0 : 1;
        System.out.printf(
            Locale.ROOT, "%s %s: %s%n", passes ? "passed" : "FAILED", one.name(), difference);
      }
    }
    System.out.printf("%d passed, %d failed%n", cases - failed, failed);
    if (failed > 0 || cases == 0) {
      System.exit(1);
    }
  }
}
