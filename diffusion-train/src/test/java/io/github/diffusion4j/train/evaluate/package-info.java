/**
 * What is measured is what the papers define, and the shipped feature network sees what it says.
 */
@NullMarked
package io.github.diffusion4j.train.evaluate;

import org.jspecify.annotations.NullMarked;
