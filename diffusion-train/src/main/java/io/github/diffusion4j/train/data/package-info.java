/**
 * Training data: images as float32 in [-1, 1] with labels, and the split that keeps a tenth of them
 * out of training.
 */
@NullMarked
package io.github.diffusion4j.train.data;

import org.jspecify.annotations.NullMarked;
