/** Writes a whole generation, network and plan, into one ONNX graph. */
@NullMarked
package io.github.diffusion4j.train.compile;

import org.jspecify.annotations.NullMarked;
