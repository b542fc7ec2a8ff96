/** What a model is: a network, the card that explains it, and the context it is asked with. */
@NullMarked
package io.github.diffusion4j.model;

import org.jspecify.annotations.NullMarked;
