@NullMarked
package io.github.diffusion4j.train.latent;

import org.jspecify.annotations.NullMarked;
