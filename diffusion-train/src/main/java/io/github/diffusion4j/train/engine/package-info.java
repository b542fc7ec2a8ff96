/**
 * LibTorch through DJL: networks, their losses and gradients, and the only door to the engine.
 * Before anybody is let in, its convolutions have been found right on this machine.
 */
@NullMarked
package io.github.diffusion4j.train.engine;

import org.jspecify.annotations.NullMarked;
