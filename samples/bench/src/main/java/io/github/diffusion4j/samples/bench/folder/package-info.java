/** A folder of components with the shapes of Stable Diffusion 1.5 and weights drawn from a seed. */
@org.jspecify.annotations.NullMarked
package io.github.diffusion4j.samples.bench.folder;
