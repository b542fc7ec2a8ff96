/** Writing files; exported to the modules of Diffusion4J alone. */
@NullMarked
package io.github.diffusion4j.files;

import org.jspecify.annotations.NullMarked;
