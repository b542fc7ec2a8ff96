/** Names that people type: what is near to one that is not known. Not exported. */
@NullMarked
package io.github.diffusion4j.names;

import org.jspecify.annotations.NullMarked;
