package io.github.diffusion4j.train.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.diffusion4j.train.engine.Loss;

/**
 * The loss of an image that is to find its text among those of a batch ("CLIP", 2103.00020, figure
 * 3, from images to texts): cross entropy over softmax(cos(image, text) / temperature). Texts that
 * say nearly the same share what is right: its distribution is softmax(cos(text, text) /
 * sharpness).
 *
 * @param output index of the first output of an image's direction
 * @param target index of the first value of the text's, of length 1; all zero for an image that is
 *     not asked
 * @param width how many there are
 */
record Contrast(int output, int target, int width) implements Loss {
  private static final float TEMPERATURE = 0.07f;
  private static final float SHARPNESS = 0.03f;
  private static final float LEAST = 1e-6f;

  @Override
  public NDArray of(NDArray outputs, NDArray targets, NDArray weight) {
    NDArray image = outputs.get(new NDIndex(":, {}:{}", output, output + width));
    NDArray text = targets.get(new NDIndex(":, {}:{}", target, target + width));
    NDArray squares = image.square().sum(new int[] {1}, true);
    NDArray unit = image.div(squares.add(squares.onesLike().mul(LEAST)).sqrt());
    NDArray turned = text.transpose();
    NDArray right = text.matMul(turned).div(SHARPNESS).softmax(1);
    NDArray likelihood = unit.matMul(turned.div(TEMPERATURE)).logSoftmax(1);
    NDArray asked = text.square().sum(new int[] {1});
    return likelihood.mul(right).sum(new int[] {1}).mul(asked).mul(weight).mean().neg();
  }
}
