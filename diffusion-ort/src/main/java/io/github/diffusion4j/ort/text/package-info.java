/**
 * Text tokenizers of text encoders: from a prompt to the ids that a graph takes.
 *
 * <p>{@link io.github.diffusion4j.ort.text.ClipTokenizer} reads the files of CLIP's tokenizer,
 * {@link io.github.diffusion4j.ort.text.WordPieceTokenizer} those of BERT's and its kin; {@link
 * io.github.diffusion4j.ort.text.Tokenizer} is the interface for others. Both work in plain Java,
 * and are held to the ids of the reference library.
 */
@NullMarked
package io.github.diffusion4j.ort.text;

import org.jspecify.annotations.NullMarked;
