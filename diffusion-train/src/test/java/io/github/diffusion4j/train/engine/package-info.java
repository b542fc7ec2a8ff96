@NullMarked
package io.github.diffusion4j.train.engine;

import org.jspecify.annotations.NullMarked;
