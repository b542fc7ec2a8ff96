package io.github.diffusion4j.samples.site;

import static io.github.diffusion4j.samples.site.Html.element;

import java.util.Set;

/**
 * Turns a formula of TeX into MathML, which browsers draw by themselves. It knows the part of TeX
 * that lessons need: scripts, fractions, roots, accents, fences, a few alphabets, aligned lines and
 * cases, and the names in {@link Symbols}.
 */
final class Formula {
  private static final Set<String> SCRIPTS = Set.of("_", "^", "'");
  private static final Set<String> ARGUMENT_STARTS = Set.of("(", "[", "{", "\\left", "^", "_");

  private final TexReader tex;

  Formula(String tex) {
    this.tex = new TexReader(tex);
  }

  /**
   * The inside of a {@code math} element.
   *
   * @throws IllegalArgumentException if the formula has a command that is not known here, or ends
   *     too early
   */
  String toMathMl() {
    String row = row(Set.of());
    if (!tex.peek().isEmpty()) {
      throw tex.unknown(tex.peek());
    }
    return row;
  }

  /** Up to one of the ends, a closing brace, or the end of the formula. */
  private String row(Set<String> ends) {
    StringBuilder row = new StringBuilder();
    while (!tex.peek().isEmpty() && !ends.contains(tex.peek()) && !tex.peek().equals("}")) {
      row.append(scripted());
    }
    return element("mrow", row.toString());
  }

  private String scripted() {
    boolean limits = Symbols.LIMITS.containsKey(tex.peek()) || tex.peek().equals("\\underbrace");
    String base = TexReader.isDigit(tex.peek()) ? element("mn", tex.number()) : atom();
    String below = "";
    String above = "";
    while (SCRIPTS.contains(tex.peek())) {
      switch (tex.next()) {
        case "_" -> below = atom();
        case "^" -> above += atom();
        default -> above += element("mo", "′");
      }
    }
    if (above.isEmpty()) {
      return below.isEmpty() ? base : element(limits ? "munder" : "msub", base + below);
    }
    above = element("mrow", above);
    return below.isEmpty()
        ? element(limits ? "mover" : "msup", base + above)
        : element(limits ? "munderover" : "msubsup", base + below + above);
  }

  private String atom() {
    String token = tex.next();
    if (token.equals("{")) {
      String row = row(Set.of());
      tex.expect("}");
      return row;
    }
    if (TexReader.isDigit(token)) {
      return element("mn", token);
    }
    return Character.isLetter(token.charAt(0)) ? element("mi", token) : command(token);
  }

  private String command(String name) {
    return switch (name) {
      case "\\frac", "\\tfrac", "\\dfrac" -> element("mfrac", atom() + atom());
      case "\\sqrt" -> tex.peek().equals("[") ? root() : element("msqrt", atom());
      case "\\mathbf", "\\boldsymbol", "\\bm" -> "<mrow class=\"bold\">" + atom() + "</mrow>";
      case "\\mathbb" -> upright(Symbols.blackboard(tex.text()));
      case "\\mathcal" -> upright(Symbols.script(tex.text()));
      case "\\mathrm", "\\operatorname" -> upright(tex.text());
      case "\\text", "\\textrm" -> element("mtext", Html.escape(tex.text()));
      case "\\underbrace" -> element("munder", atom() + element("mo", "⏟"));
      case "\\left" -> fenced();
      case "\\begin" -> lines();
      default -> symbol(name);
    };
  }

  private String symbol(String name) {
    if (Symbols.IDENTIFIERS.containsKey(name)) {
      return element("mi", Symbols.IDENTIFIERS.get(name));
    }
    if (Symbols.OPERATORS.containsKey(name)) {
      return element("mo", Html.escape(Symbols.OPERATORS.get(name)));
    }
    if (Symbols.FENCES.containsKey(name)) {
      return "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">%s</mo>"
          .formatted(Symbols.FENCES.get(name));
    }
    if (Symbols.LIMITS.containsKey(name)) {
      return "<mo movablelimits=\"true\">%s</mo>".formatted(Symbols.LIMITS.get(name));
    }
    if (Symbols.FUNCTIONS.contains(name)) {
      return upright(name.substring(1))
          + (ARGUMENT_STARTS.contains(tex.peek()) ? "" : space(0.167));
    }
    if (Symbols.ACCENTS.containsKey(name)) {
      return element("mover", atom() + element("mo", Symbols.ACCENTS.get(name)));
    }
    if (Symbols.SPACES.containsKey(name)) {
      return space(Symbols.SPACES.get(name));
    }
    if (Symbols.SIZES.contains(name)) {
      return "";
    }
    throw tex.unknown(name);
  }

  private String root() {
    tex.expect("[");
    String degree = row(Set.of("]"));
    tex.expect("]");
    return element("mroot", atom() + degree);
  }

  private String fenced() {
    String open = delimiter();
    String inside = row(Set.of("\\right"));
    tex.expect("\\right");
    return element("mrow", open + inside + delimiter());
  }

  private String delimiter() {
    String name = tex.next();
    if (name.equals(".")) {
      return "";
    }
    if (!Symbols.FENCES.containsKey(name)) {
      throw tex.unknown(name);
    }
    return "<mo stretchy=\"true\">%s</mo>".formatted(Symbols.FENCES.get(name));
  }

  private String lines() {
    String kind = tex.text();
    StringBuilder rows = new StringBuilder("<mtr>");
    for (String end = ""; !end.equals("\\end"); ) {
      rows.append(element("mtd", row(Set.of("&", "\\\\", "\\end"))));
      end = tex.next();
      rows.append(end.equals("\\\\") ? "</mtr><mtr>" : "");
    }
    tex.text();
    String table = "<mtable class=\"%s\">%s</mtr></mtable>".formatted(Html.escape(kind), rows);
    return kind.equals("cases") ? element("mrow", "<mo stretchy=\"true\">{</mo>" + table) : table;
  }

  private static String upright(String name) {
    return "<mi mathvariant=\"normal\">%s</mi>".formatted(Html.escape(name));
  }

  private static String space(double em) {
    return "<mspace width=\"%sem\"></mspace>".formatted(em);
  }
}
