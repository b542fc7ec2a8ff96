/** The file format of adapters: not exported but to the modules of this library. */
@NullMarked
package io.github.diffusion4j.lora;

import org.jspecify.annotations.NullMarked;
