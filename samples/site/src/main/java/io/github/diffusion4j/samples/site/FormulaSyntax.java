package io.github.diffusion4j.samples.site;

import java.util.Map;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Formulas in Markdown as GitHub has them: {@code $inline$} and {@code $$on a line of its own$$}.
 */
final class FormulaSyntax implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {
  private FormulaSyntax() {}

  static Extension create() {
    return new FormulaSyntax();
  }

  @Override
  public void extend(Parser.Builder builder) {
    builder.customInlineContentParserFactory(new Dollars());
  }

  @Override
  public void extend(HtmlRenderer.Builder builder) {
    builder.nodeRendererFactory(Renderer::new);
  }

  /** A formula as it was written. */
  private static final class FormulaNode extends CustomNode {
    private final String tex;
    private final String dollars;

    FormulaNode(String tex, String dollars) {
      this.tex = tex;
      this.dollars = dollars;
    }
  }

  /** Prices are no formulas: no space follows the opening dollar or precedes the closing one. */
  private record Dollars() implements InlineContentParserFactory, InlineContentParser {
    @Override
    public Set<Character> getTriggerCharacters() {
      return Set.of('$');
    }

    @Override
    public InlineContentParser create() {
      return this;
    }

    @Override
    public ParsedInline tryParse(InlineParserState state) {
      Scanner scanner = state.scanner();
      String dollars = "$".repeat(Math.min(scanner.matchMultiple('$'), 2));
      Position start = scanner.position();
      while (scanner.find('$') >= 0) {
        String tex = scanner.getSource(start, scanner.position()).getContent();
        if (scanner.next(dollars)
            && (dollars.length() == 2 || tex.equals(tex.strip()))
            && !Character.isDigit(scanner.peek())) {
          return ParsedInline.of(new FormulaNode(tex, dollars), scanner.position());
        }
        scanner.matchMultiple('$');
      }
      return ParsedInline.none();
    }
  }

  private record Renderer(HtmlNodeRendererContext context) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(FormulaNode.class);
    }

    @Override
    public void render(Node node) {
      FormulaNode formula = (FormulaNode) node;
      String display = formula.dollars.length() == 2 ? "block" : "inline";
      context.getWriter().tag("math", Map.of("display", display));
      context.getWriter().raw(new Formula(formula.tex).toMathMl());
      context.getWriter().tag("/math");
    }
  }
}
