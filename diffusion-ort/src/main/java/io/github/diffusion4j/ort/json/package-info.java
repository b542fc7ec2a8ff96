/** Reads JSON files, with messages that name the file and the place. */
@org.jspecify.annotations.NullMarked
package io.github.diffusion4j.ort.json;
