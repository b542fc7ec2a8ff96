/** The playground in a browser: {@code mvn -Pbrowser -pl samples/server -am verify}. */
@NullMarked
package io.github.diffusion4j.samples.server.browser;

import org.jspecify.annotations.NullMarked;
