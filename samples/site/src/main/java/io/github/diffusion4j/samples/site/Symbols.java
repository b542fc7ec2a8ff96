package io.github.diffusion4j.samples.site;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a formula may name, as TeX names it, and its characters. */
final class Symbols {
  static final Map<String, String> IDENTIFIERS =
      read(
          """
          \\alpha α \\beta β \\gamma γ \\delta δ \\epsilon ϵ \\varepsilon ε \\zeta ζ \\eta η
          \\theta θ \\vartheta ϑ \\iota ι \\kappa κ \\lambda λ \\mu μ \\nu ν \\xi ξ \\pi π \\rho ρ
          \\sigma σ \\tau τ \\upsilon υ \\phi ϕ \\varphi φ \\chi χ \\psi ψ \\omega ω
          \\Gamma Γ \\Delta Δ \\Theta Θ \\Lambda Λ \\Xi Ξ \\Pi Π \\Sigma Σ \\Phi Φ \\Psi Ψ \\Omega Ω
          \\ell ℓ \\infty ∞ \\partial ∂ \\nabla ∇ \\emptyset ∅ \\top ⊤
          \\ldots … \\dots … \\cdots ⋯ \\vdots ⋮ \\% %
          """);

  static final Map<String, String> OPERATORS =
      read(
          """
          + + - − * ∗ = = < < > > , , ; ; : : ! ! / / . .
          \\cdot ⋅ \\times × \\pm ± \\mp ∓ \\div ÷ \\circ ∘ \\ast ∗ \\odot ⊙ \\oplus ⊕ \\otimes ⊗
          \\lt < \\gt > \\le ≤ \\leq ≤ \\ge ≥ \\geq ≥ \\ne ≠ \\neq ≠ \\ll ≪ \\gg ≫
          \\approx ≈ \\equiv ≡ \\sim ∼ \\simeq ≃ \\propto ∝ \\mid ∣ \\parallel ∥ \\perp ⊥ \\colon :
          \\in ∈ \\notin ∉ \\subset ⊂ \\cup ∪ \\cap ∩ \\setminus ∖ \\forall ∀ \\exists ∃ \\neg ¬
          \\to → \\rightarrow → \\leftarrow ← \\gets ← \\mapsto ↦ \\uparrow ↑ \\downarrow ↓
          \\Rightarrow ⇒ \\implies ⟹ \\iff ⟺ \\Leftrightarrow ⇔ \\int ∫
          """);

  /** What encloses others; it grows only between {@code \left} and {@code \right}. */
  static final Map<String, String> FENCES =
      read(
          """
          ( ( ) ) [ [ ] ] | | \\{ { \\} } \\| ‖ \\vert | \\lvert | \\rvert | \\Vert ‖ \\lVert ‖
          \\rVert ‖ \\langle ⟨ \\rangle ⟩ \\lfloor ⌊ \\rfloor ⌋ \\lceil ⌈ \\rceil ⌉
          """);

  /** What has its bounds below and above it. */
  static final Map<String, String> LIMITS =
      read("\\sum ∑ \\prod ∏ \\max max \\min min \\lim lim \\sup sup \\inf inf");

  static final Set<String> FUNCTIONS =
      Set.of("\\log", "\\ln", "\\exp", "\\sin", "\\cos", "\\tan", "\\arctan", "\\tanh", "\\arg");

  static final Map<String, String> ACCENTS =
      read("\\hat ˆ \\bar ¯ \\overline ¯ \\tilde ˜ \\vec → \\dot ˙");

  /** Widths in em. */
  static final Map<String, Double> SPACES =
      Map.of(
          "\\,", 0.167, "\\:", 0.222, "\\;", 0.278, "\\ ", 0.333, "~", 0.333, "\\!", -0.167,
          "\\quad", 1.0, "\\qquad", 2.0);

  /** What only tells TeX how large to write. */
  static final Set<String> SIZES =
      Set.of(
          "\\displaystyle",
          "\\limits",
          "\\big",
          "\\Big",
          "\\bigg",
          "\\Bigg",
          "\\bigl",
          "\\bigr",
          "\\Bigl",
          "\\Bigr",
          "\\biggl",
          "\\biggr",
          "\\Biggl",
          "\\Biggr");

  private Symbols() {}

  /** Capitals as blackboards have them. */
  static String blackboard(String capitals) {
    return inAlphabet(capitals, "𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ");
  }

  /** Capitals in script. */
  static String script(String capitals) {
    return inAlphabet(capitals, "𝒜ℬ𝒞𝒟ℰℱ𝒢ℋℐ𝒥𝒦ℒℳ𝒩𝒪𝒫𝒬ℛ𝒮𝒯𝒰𝒱𝒲𝒳𝒴𝒵");
  }

  private static String inAlphabet(String capitals, String alphabet) {
    if (!CharMatcher.inRange('A', 'Z').matchesAllOf(capitals)) {
      throw new IllegalArgumentException(
          "'%s' has no such letters in formulas: take capitals".formatted(capitals));
    }
    return capitals
        .chars()
        .map(letter -> alphabet.codePointAt(alphabet.offsetByCodePoints(0, letter - 'A')))
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static Map<String, String> read(String table) {
    Iterator<String> words =
        Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().split(table).iterator();
    ImmutableMap.Builder<String, String> symbols = ImmutableMap.builder();
    while (words.hasNext()) {
      symbols.put(words.next(), words.next());
    }
    return symbols.buildOrThrow();
  }
}
