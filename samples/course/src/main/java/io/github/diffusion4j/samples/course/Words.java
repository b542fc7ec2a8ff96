package io.github.diffusion4j.samples.course;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.util.List;

/** Words in an image, their lines one below the other and centred. */
record Words(String text, Font font) {
  private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, false);

  /** Words of one size: that of the font, or smaller where the widest would not fit. */
  static List<Words> fitting(List<String> texts, Font font, double width) {
    double widest =
        texts.stream().mapToDouble(text -> new Words(text, font).width()).max().orElse(0);
    Font fitting =
        widest <= width ? font : font.deriveFont((float) (font.getSize() * width / widest));
    return texts.stream().map(text -> new Words(text, fitting)).toList();
  }

  double width() {
    return text.lines().mapToDouble(this::width).max().orElse(0);
  }

  private double width(String line) {
    return font.getStringBounds(line, SMOOTH).getWidth();
  }

  double height() {
    return text.lines().count() * metrics().getHeight();
  }

  private LineMetrics metrics() {
    return font.getLineMetrics(text, SMOOTH);
  }

  void draw(Graphics2D graphics, double centre, double middle) {
    graphics.setFont(font);
    double baseline = middle - height() / 2 + metrics().getAscent();
    for (String line : text.lines().toList()) {
      graphics.drawString(line, (float) (centre - width(line) / 2), (float) baseline);
      baseline += metrics().getHeight();
    }
  }
}
