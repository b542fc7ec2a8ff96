/** Runs diffusion models through ONNX Runtime, on CPU or CUDA. */
@NullMarked
package io.github.diffusion4j.ort;

import org.jspecify.annotations.NullMarked;
