package io.github.diffusion4j.samples.site;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Reads GitHub's Markdown: tables, headings as anchors, formulas between dollars. */
final class Markdown {
  private static final int DESCRIPTION_LENGTH = 160;
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create(), FormulaSyntax.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

  private final Repository repository;
  private final Images images;

  Markdown(Repository repository) {
    this.repository = repository;
    this.images = new Images(repository);
  }

  /**
   * The page of a Markdown file.
   *
   * @throws IllegalArgumentException if it links to what is not there, or a formula cannot be shown
   */
  Page page(Path file) {
    // A value and its interval stay on one line.
    Node document = PARSER.parse(repository.read(file).replace(" ± ", "\u00a0±\u00a0"));
    String title = text(document, Heading.class, String.valueOf(file.getFileName()));
    String description = shortened(text(document, Paragraph.class, title));
    Links links = new Links(repository, file);
    document.accept(links);
    HtmlRenderer html =
        HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .nodeRendererFactory(Scrolling.Renderer::new)
            .attributeProviderFactory(context -> images.beside(file))
            .build();
    try {
      return new Page(
          repository.address(file), title, description, html.render(document), links.found());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** The first node of a type that has text. */
  private static String text(Node document, Class<? extends Node> type, String otherwise) {
    return Stream.iterate(document.getFirstChild(), node -> node != null, Node::getNext)
        .filter(type::isInstance)
        .map(PlainText::of)
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse(otherwise);
  }

  private static String shortened(String text) {
    if (text.length() <= DESCRIPTION_LENGTH) {
      return text;
    }
    return text.substring(0, text.lastIndexOf(' ', DESCRIPTION_LENGTH)) + "…";
  }
}
