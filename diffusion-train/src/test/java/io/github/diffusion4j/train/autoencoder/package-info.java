@NullMarked
package io.github.diffusion4j.train.autoencoder;

import org.jspecify.annotations.NullMarked;
