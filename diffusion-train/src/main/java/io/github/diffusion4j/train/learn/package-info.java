/**
 * Training steps: noisy batches, their targets, AdamW and the average of the weights. All that is
 * drawn is drawn by key from seed and step.
 */
@NullMarked
package io.github.diffusion4j.train.learn;

import org.jspecify.annotations.NullMarked;
