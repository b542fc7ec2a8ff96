@NullMarked
package io.github.diffusion4j.ort;

import org.jspecify.annotations.NullMarked;
