package io.github.diffusion4j.train.listener;

/**
 * One line of a run's log.
 *
 * @param step steps taken
 * @param images seen, with repetitions
 * @param loss mean of the steps since the line before
 * @param heldOutLoss of the averaged weights on images never trained on; NaN where it was not
 *     measured
 * @param gradientNorm of the last step, before clipping
 * @param learningRate of the last step
 */
public record LogLine(
    long step,
    long images,
    double loss,
    double heldOutLoss,
    double gradientNorm,
    double learningRate) {}
