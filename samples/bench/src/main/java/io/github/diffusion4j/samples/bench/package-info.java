/** What the library costs, measured: a small class a question. */
@NullMarked
package io.github.diffusion4j.samples.bench;

import org.jspecify.annotations.NullMarked;
