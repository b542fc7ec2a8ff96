package io.github.diffusion4j.samples.site;

import java.util.Map;
import java.util.Set;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;

/** A box around a table, which scrolls where the table is wider than the screen. */
final class Scrolling extends CustomBlock {
  private Scrolling() {}

  static void around(Node table) {
    Scrolling box = new Scrolling();
    table.insertBefore(box);
    box.appendChild(table);
  }

  /** Writes the box, which can also be scrolled by keys. */
  record Renderer(HtmlNodeRendererContext context) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Scrolling.class);
    }

    @Override
    public void render(Node box) {
      context.getWriter().line();
      context.getWriter().tag("div", Map.of("class", "table"));
      context.render(box.getFirstChild());
      context.getWriter().tag("/div");
      context.getWriter().line();
    }
  }
}
