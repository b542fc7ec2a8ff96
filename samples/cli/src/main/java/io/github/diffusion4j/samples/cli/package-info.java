/** The library as a command: a small class a subcommand, on picocli. */
@NullMarked
package io.github.diffusion4j.samples.cli;

import org.jspecify.annotations.NullMarked;
