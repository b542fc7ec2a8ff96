/**
 * Training: {@link io.github.diffusion4j.train.Trainer} runs a recipe on a data set, with
 * checkpoints that resume to the bit, and exports the averaged weights as ONNX; {@link
 * io.github.diffusion4j.train.Distillation} trains a network of few steps on another.
 */
@NullMarked
package io.github.diffusion4j.train;

import org.jspecify.annotations.NullMarked;
