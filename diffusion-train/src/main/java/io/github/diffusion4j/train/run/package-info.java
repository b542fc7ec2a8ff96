/** The folder of a training run: its description, checkpoints, log, chart, samples and model. */
@NullMarked
package io.github.diffusion4j.train.run;

import org.jspecify.annotations.NullMarked;
