/** A runtime of formulas, whose name comes before that of ONNX Runtime's. */
package io.github.diffusion4j.fake;
