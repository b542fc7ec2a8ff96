/** Tests of the folder of a large pipeline, on a small one. */
@org.jspecify.annotations.NullMarked
package io.github.diffusion4j.samples.bench.folder;
