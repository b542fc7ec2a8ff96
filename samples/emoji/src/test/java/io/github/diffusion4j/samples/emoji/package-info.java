@NullMarked
package io.github.diffusion4j.samples.emoji;

import org.jspecify.annotations.NullMarked;
