package io.github.diffusion4j.train.learn;

/**
 * How far a run is.
 *
 * @param step steps taken
 * @param images images seen, with repetitions
 * @param lossSum the losses of the steps since the last line of the log, added up
 * @param lossCount how many those are
 */
public record Progress(long step, long images, double lossSum, long lossCount) {
  public static final Progress START = new Progress(0, 0, 0, 0);

  Progress after(int rows, float loss) {
    return new Progress(step + 1, images + rows, lossSum + loss, lossCount + 1);
  }

  public Progress logged() {
    return new Progress(step, images, 0, 0);
  }

  /** The mean loss since the last line of the log. */
  public double loss() {
    return lossSum / lossCount;
  }
}
