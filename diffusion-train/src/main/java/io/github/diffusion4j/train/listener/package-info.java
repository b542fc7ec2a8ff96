/** What a training run tells of its progress. */
@NullMarked
package io.github.diffusion4j.train.listener;

import org.jspecify.annotations.NullMarked;
