@NullMarked
package io.github.diffusion4j.train.finetune;

import org.jspecify.annotations.NullMarked;
