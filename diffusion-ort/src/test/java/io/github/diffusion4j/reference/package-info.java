/** Replays what the reference library drew with folders of components. */
@org.jspecify.annotations.NullMarked
package io.github.diffusion4j.reference;
