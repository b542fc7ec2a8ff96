/** Images over HTTP: the images API that clients of OpenAI speak, behind it batch schedulers. */
@NullMarked
package io.github.diffusion4j.samples.server;

import org.jspecify.annotations.NullMarked;
