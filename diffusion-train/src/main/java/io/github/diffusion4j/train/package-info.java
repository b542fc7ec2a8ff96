/**
 * Training: noisy batches, gradients by DJL, AdamW, checkpoints that resume to the bit, and the
 * export of the averaged weights as ONNX. {@link io.github.diffusion4j.train.Trainer} holds the
 * loop.
 */
@NullMarked
package io.github.diffusion4j.train;

import org.jspecify.annotations.NullMarked;
