@NullMarked
package io.github.diffusion4j.train.chart;

import org.jspecify.annotations.NullMarked;
