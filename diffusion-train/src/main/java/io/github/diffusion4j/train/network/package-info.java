/**
 * Networks, each written once over a set of operations, and what they are made of ({@link
 * io.github.diffusion4j.train.network.NetworkSummary}). The engine and the ONNX writer are two more
 * sets of operations.
 */
@NullMarked
package io.github.diffusion4j.train.network;

import org.jspecify.annotations.NullMarked;
