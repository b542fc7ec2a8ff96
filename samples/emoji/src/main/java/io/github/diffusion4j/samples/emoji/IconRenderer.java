package io.github.diffusion4j.samples.emoji;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;

/** Draws SVG documents over white. */
final class IconRenderer {
  private final int side;

  /**
   * A renderer of one size.
   *
   * @param side in pixels
   */
  IconRenderer(int side) {
    this.side = side;
  }

  /**
   * Draws a document.
   *
   * @throws IllegalArgumentException if it is no SVG
   */
  BufferedImage render(String svg) {
    SVGDocument document =
        new SVGLoader()
            .load(
                new ByteArrayInputStream(svg.getBytes(UTF_8)), null, LoaderContext.createDefault());
    if (document == null) {
      throw new IllegalArgumentException("no SVG: " + svg.substring(0, Math.min(80, svg.length())));
    }
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, side, side);
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
      document.render(null, graphics, new ViewBox(side, side));
    } finally {
      graphics.dispose();
    }
    return image;
  }
}
