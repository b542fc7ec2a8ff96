package io.github.diffusion4j.train.engine;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Convolutions of all shapes that networks here have, and their gradients, against sums in double
 * precision, through the engine as training gets it. Its {@code main} takes all of them.
 */
final class ConvolutionTwin {
  /** As a share of the largest value. */
  private static final double TOLERANCE = 1e-5;

  private static final int[][] CHANNELS = {
    {1, 16}, {3, 16}, {3, 32}, {12, 32}, {16, 16}, {32, 32}, {32, 64}, {128, 48}, {16, 1}, {16, 3},
    {5, 7}, {8, 8}, {24, 24}
  };
  private static final int[][] SIDES = {
    {8, 8}, {4, 4}, {2, 2}, {4, 12}, {2, 6}, {1, 3}, {16, 16}, {32, 32}
  };

  private ConvolutionTwin() {}

  public static void main(String[] arguments) {
    List<ConvolutionCase> all = cases(Integer.MAX_VALUE);
    List<String> wrong = wrong(all);
    wrong.forEach(System.out::println);
    System.out.printf(
        "%s: %d wrong of %d%n", TorchEngine.start().convolutions(), wrong.size(), 4 * all.size());
  }

  /** Those of at most so many multiplications. */
  static List<ConvolutionCase> cases(long work) {
    List<ConvolutionCase> cases = new ArrayList<>();
    for (int kernel : new int[] {1, 3}) {
      for (int[] channels : CHANNELS) {
        for (int[] side : SIDES) {
          for (int rows : new int[] {1, 3, 4}) {
            if ((long) rows * channels[0] * channels[1] * side[0] * side[1] * kernel * kernel
                <= work) {
              cases.add(
                  new ConvolutionCase(rows, channels[0], channels[1], side[0], side[1], kernel));
            }
          }
        }
      }
    }
    return cases;
  }

  /** What is wrong: outputs and gradients count each. */
  static List<String> wrong(List<ConvolutionCase> cases) {
    List<String> wrong = new ArrayList<>();
    try (TorchSession session = TorchSession.open(0);
        NDManager scope = session.newScope()) {
      for (ConvolutionCase one : cases) {
        ConvolutionCase.Errors errors = one.errors(scope);
        DoubleStream.of(errors.y(), errors.dx(), errors.dWeight(), errors.dBias())
            .filter(error -> error > TOLERANCE)
            .forEach(error -> wrong.add("WRONG " + one + ": " + errors));
      }
    }
    return wrong;
  }
}
