@NullMarked
package io.github.diffusion4j.samples.gpt;

import org.jspecify.annotations.NullMarked;
