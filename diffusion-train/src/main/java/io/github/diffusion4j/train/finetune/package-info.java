/** Goes on training a model on a few images: a subject, or a style. */
@NullMarked
package io.github.diffusion4j.train.finetune;

import org.jspecify.annotations.NullMarked;
