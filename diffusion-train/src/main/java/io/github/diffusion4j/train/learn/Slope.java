package io.github.diffusion4j.train.learn;

/**
 * Loss and gradient of one step. All that is drawn in it is drawn by key, so it can be computed
 * again.
 */
public interface Slope {
  /** The loss; writes its gradient over the array. */
  float into(float[] gradient);
}
