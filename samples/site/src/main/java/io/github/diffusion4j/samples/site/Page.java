package io.github.diffusion4j.samples.site;

import java.nio.file.Path;
import java.util.Set;

/**
 * A page before the frame is put around it.
 *
 * @param address where it is on the site
 * @param title plain text
 * @param description a sentence of plain text
 * @param body HTML
 * @param links the files of the repository that it leads to or shows, in order
 */
record Page(Path address, String title, String description, String body, Set<Path> links) {}
