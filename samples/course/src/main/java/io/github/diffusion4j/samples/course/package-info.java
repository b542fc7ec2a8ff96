/** The course "How Diffusion Models Work" in Java: a class a lesson, its text beside it. */
@NullMarked
package io.github.diffusion4j.samples.course;

import org.jspecify.annotations.NullMarked;
