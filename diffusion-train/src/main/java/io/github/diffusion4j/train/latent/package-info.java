/** Trains a denoiser of an autoencoder's latents that is told what to draw in words. */
@NullMarked
package io.github.diffusion4j.train.latent;

import org.jspecify.annotations.NullMarked;
