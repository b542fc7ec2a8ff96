/** Images in applications written against LangChain4j. */
@NullMarked
package io.github.diffusion4j.samples.langchain4j;

import org.jspecify.annotations.NullMarked;
