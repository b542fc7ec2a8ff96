/**
 * Networks, each written once over a set of operations, and what runs them: shapes and parameters
 * ({@link io.github.diffusion4j.train.network.NetworkSummary}) and training ({@link
 * io.github.diffusion4j.train.network.DjlOps}). The ONNX writer is a third.
 */
@NullMarked
package io.github.diffusion4j.train.network;

import org.jspecify.annotations.NullMarked;
