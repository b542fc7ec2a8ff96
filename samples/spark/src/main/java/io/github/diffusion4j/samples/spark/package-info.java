/** A table of requests becomes a table of images, on Apache Spark. */
@NullMarked
package io.github.diffusion4j.samples.spark;

import org.jspecify.annotations.NullMarked;
