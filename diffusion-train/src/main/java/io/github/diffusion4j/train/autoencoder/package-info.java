/** Trains the autoencoder of latent diffusion, and writes it as two components. */
@NullMarked
package io.github.diffusion4j.train.autoencoder;

import org.jspecify.annotations.NullMarked;
