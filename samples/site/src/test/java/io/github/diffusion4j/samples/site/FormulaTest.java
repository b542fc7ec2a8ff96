package io.github.diffusion4j.samples.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas are shown as TeX has them. */
class FormulaTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "x_t @ <msub><mi>x</mi><mi>t</mi></msub>",
        "\\bar\\alpha @ <mover><mi>α</mi><mo>¯</mo></mover>",
        "\\frac12 @ <mfrac><mn>1</mn><mn>2</mn></mfrac>",
        "x^2 12.5 @ <msup><mi>x</mi><mrow><mn>2</mn></mrow></msup><mn>12.5</mn>",
        "\\sqrt{1 - t} @ <msqrt><mrow><mn>1</mn><mo>−</mo><mi>t</mi></mrow></msqrt>",
        "\\mathbb{E} @ <mi mathvariant=\"normal\">𝔼</mi>",
        "\\text{a < b} @ <mtext>a &lt; b</mtext>",
        "\\sum_i @ <munder><mo movablelimits=\"true\">∑</mo><mi>i</mi></munder>"
      })
  void isMathMl(String tex, String expected) {
    assertEquals("<mrow>" + expected + "</mrow>", new Formula(tex).toMathMl());
  }

  @Test
  void whatItCannotShowIsNamed() {
    Formula formula = new Formula("x \\color{red}");
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, formula::toMathMl).getMessage());
    assertTrue(message.startsWith("cannot show \\color of the formula x \\color{red}"), message);
  }

  @Test
  void whatEndsTooEarlyIsRefused() {
    for (String tex : new String[] {"\\frac{1}", "x_", "{x", "\\left( x", "\\begin{aligned} x"}) {
      assertThrows(IllegalArgumentException.class, new Formula(tex)::toMathMl, tex);
    }
  }
}
