/**
 * Networks as ONNX files: {@link io.github.diffusion4j.train.onnx.OnnxExport} writes them, {@link
 * io.github.diffusion4j.train.onnx.OnnxFile} reads them back.
 */
@NullMarked
package io.github.diffusion4j.train.onnx;

import org.jspecify.annotations.NullMarked;
