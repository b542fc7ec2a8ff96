/** How much signal and noise a sample holds at each time, and which times a sampler visits. */
@NullMarked
package io.github.diffusion4j.schedule;

import org.jspecify.annotations.NullMarked;
