package io.github.diffusion4j.samples.site;

import static io.github.diffusion4j.samples.site.Html.element;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Turns a formula of TeX into MathML, which browsers draw by themselves. It knows the part of TeX
 * that lessons need: scripts, fractions, roots, accents, fences, a few alphabets, aligned lines and
 * cases, and the names in {@link Symbols}.
 */
final class Formula {
  private static final Pattern TOKEN =
      Pattern.compile("\\\\[A-Za-z]+|\\\\.|\\s+|.", Pattern.DOTALL);
  private static final Set<String> SCRIPTS = Set.of("_", "^", "'");
  private static final Set<String> ARGUMENT_STARTS = Set.of("(", "[", "{", "\\left", "^", "_");

  private final String tex;
  private final List<String> tokens;
  private int at;

  Formula(String tex) {
    this.tex = tex;
    this.tokens = TOKEN.matcher(tex).results().map(MatchResult::group).toList();
  }

  /**
   * The inside of a {@code math} element.
   *
   * @throws IllegalArgumentException if the formula has a command that is not known here, or ends
   *     too early
   */
  String toMathMl() {
    String row = row(Set.of());
    if (!peek().isEmpty()) {
      throw unknown(next());
    }
    return row;
  }

  /** Up to one of the ends, a closing brace, or the end of the formula. */
  private String row(Set<String> ends) {
    StringBuilder row = new StringBuilder();
    while (!peek().isEmpty() && !ends.contains(peek()) && !peek().equals("}")) {
      row.append(scripted());
    }
    return element("mrow", row.toString());
  }

  private String scripted() {
    boolean limits = Symbols.LIMITS.containsKey(peek()) || peek().equals("\\underbrace");
    String base = isDigit(peek()) ? number() : atom();
    String below = "";
    String above = "";
    while (SCRIPTS.contains(peek())) {
      switch (next()) {
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
    String token = next();
    if (token.equals("{")) {
      String row = row(Set.of());
      expect("}");
      return row;
    }
    if (isDigit(token)) {
      return element("mn", token);
    }
    return Character.isLetter(token.charAt(0)) ? element("mi", token) : command(token);
  }

  /** All digits of a number; as an argument, one digit is one. */
  private String number() {
    StringBuilder number = new StringBuilder(next());
    while (isDigit(token(at)) || (token(at).equals(".") && isDigit(token(at + 1)))) {
      number.append(tokens.get(at++));
    }
    return element("mn", number.toString());
  }

  private static boolean isDigit(String token) {
    return !token.isEmpty() && Character.isDigit(token.charAt(0));
  }

  private String command(String name) {
    return switch (name) {
      case "\\frac", "\\tfrac", "\\dfrac" -> element("mfrac", atom() + atom());
      case "\\sqrt" -> peek().equals("[") ? root() : element("msqrt", atom());
      case "\\mathbf", "\\boldsymbol", "\\bm" -> "<mrow class=\"bold\">" + atom() + "</mrow>";
      case "\\mathbb" -> upright(Symbols.blackboard(text()));
      case "\\mathcal" -> upright(Symbols.script(text()));
      case "\\mathrm", "\\operatorname" -> upright(text());
      case "\\text", "\\textrm" -> element("mtext", Html.escape(text()));
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
      return upright(name.substring(1)) + (ARGUMENT_STARTS.contains(peek()) ? "" : space(0.167));
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
    throw unknown(name);
  }

  private String root() {
    expect("[");
    String degree = row(Set.of("]"));
    expect("]");
    return element("mroot", atom() + degree);
  }

  private String fenced() {
    String open = delimiter();
    String inside = row(Set.of("\\right"));
    expect("\\right");
    return element("mrow", open + inside + delimiter());
  }

  private String delimiter() {
    String name = next();
    if (name.equals(".")) {
      return "";
    }
    if (!Symbols.FENCES.containsKey(name)) {
      throw unknown(name);
    }
    return "<mo stretchy=\"true\">%s</mo>".formatted(Symbols.FENCES.get(name));
  }

  private String lines() {
    String kind = text();
    StringBuilder rows = new StringBuilder("<mtr>");
    for (String end = ""; !end.equals("\\end"); ) {
      rows.append(element("mtd", row(Set.of("&", "\\\\", "\\end"))));
      end = next();
      rows.append(end.equals("\\\\") ? "</mtr><mtr>" : "");
    }
    text();
    String table = "<mtable class=\"%s\">%s</mtr></mtable>".formatted(Html.escape(kind), rows);
    return kind.equals("cases") ? element("mrow", "<mo stretchy=\"true\">{</mo>" + table) : table;
  }

  /** Words in braces, as they are. */
  private String text() {
    if (!peek().equals("{")) {
      return next();
    }
    int start = ++at;
    while (at < tokens.size() && !tokens.get(at).equals("}")) {
      at++;
    }
    String text = String.join("", tokens.subList(start, at));
    expect("}");
    return text;
  }

  private static String upright(String name) {
    return "<mi mathvariant=\"normal\">%s</mi>".formatted(Html.escape(name));
  }

  private static String space(double em) {
    return "<mspace width=\"%sem\"></mspace>".formatted(em);
  }

  /** The next token that is no space; nothing at the end. */
  private String peek() {
    while (at < tokens.size() && token(at).isBlank()) {
      at++;
    }
    return token(at);
  }

  private String token(int index) {
    return index < tokens.size() ? tokens.get(index) : "";
  }

  private String next() {
    if (peek().isEmpty()) {
      throw new IllegalArgumentException("the formula %s ends too early".formatted(tex));
    }
    return tokens.get(at++);
  }

  private void expect(String token) {
    if (!peek().equals(token)) {
      throw new IllegalArgumentException("the formula %s lacks a %s".formatted(tex, token));
    }
    at++;
  }

  private IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "cannot show %s of the formula %s: write it in other words, or add it to Symbols"
            .formatted(name, tex));
  }
}
