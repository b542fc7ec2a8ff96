package io.github.diffusion4j.samples.site;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/** Turns the links of a page to where the site has their files, and notes them. */
final class Links extends AbstractVisitor {
  private final Repository repository;
  private final Path page;
  private final Set<Path> found = new LinkedHashSet<>();

  Links(Repository repository, Path page) {
    this.repository = repository;
    this.page = page;
  }

  Set<Path> found() {
    return found;
  }

  @Override
  public void visit(Link link) {
    URI target = URI.create(link.getDestination());
    if (target.getScheme() == null && !target.getPath().isEmpty()) {
      Path file = repository.resolve(page, link.getDestination());
      if (repository.fate(file) == Repository.Fate.NOTHING) {
        replaceByText(link);
        return;
      }
      String anchor = target.getRawFragment() == null ? "" : "#" + target.getRawFragment();
      link.setDestination(Html.href(repository.address(page), repository.address(file)) + anchor);
      found.add(file);
    }
    visitChildren(link);
  }

  @Override
  public void visit(Image image) {
    found.add(repository.resolve(page, image.getDestination()));
  }

  @Override
  public void visit(CustomBlock block) {
    visitChildren(block);
    if (block instanceof TableBlock) {
      Scrolling.around(block);
    }
  }

  private static void replaceByText(Link link) {
    for (Node child = link.getFirstChild(); child != null; child = link.getFirstChild()) {
      link.insertBefore(child);
    }
    link.unlink();
  }
}
