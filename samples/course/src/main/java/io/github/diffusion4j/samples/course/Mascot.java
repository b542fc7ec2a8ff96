package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.image.Png;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;

/** A subject that no model has seen: a teal head with an antenna, in five poses. */
enum Mascot {
  /** Upright, with a smile. */
  UPRIGHT(0, 0, Mouth.SMILE),
  /** Leaning to the left, and looking there. */
  LEFT(-0.3, -0.7, Mouth.SMILE),
  /** Leaning to the right, and looking there. */
  RIGHT(0.3, 0.7, Mouth.SMILE),
  /** Upright, with an open mouth. */
  ASTONISHED(0, 0, Mouth.OPEN),
  /** Leaning a little, with an open mouth. */
  SINGING(0.15, 0.4, Mouth.OPEN);

  private enum Mouth {
    SMILE,
    OPEN
  }

  /** All is drawn on a grid of so many units a side. */
  private static final double UNITS = 16;

  private static final Color SKIN = new Color(0x18A999);
  private static final Color EDGE = new Color(0x0B5E55);
  private static final Color BALL = new Color(0xF0552B);
  private static final Color DARK = new Color(0x20242C);

  private final double lean;
  private final double look;
  private final Mouth mouth;

  Mascot(double lean, double look, Mouth mouth) {
    this.lean = lean;
    this.look = look;
    this.mouth = mouth;
  }

  /**
   * Draws the pose over white.
   *
   * @param side pixels, such as 16
   */
  BufferedImage draw(int side) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, side, side);
    graphics.transform(AffineTransform.getScaleInstance(side / UNITS, side / UNITS));
    graphics.rotate(lean, UNITS / 2, 10);
    head(graphics);
    eye(graphics, 5.6);
    eye(graphics, 10.4);
    mouth(graphics);
    graphics.dispose();
    return image;
  }

  private static void head(Graphics2D graphics) {
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(EDGE);
    graphics.draw(new Line2D.Double(8, 4, 8, 2));
    graphics.setColor(BALL);
    graphics.fill(circle(8, 2, 1.8));
    graphics.setColor(SKIN);
    graphics.fill(circle(8, 9.7, 5.8));
    graphics.setColor(EDGE);
    graphics.draw(circle(8, 9.7, 5.8));
  }

  private void eye(Graphics2D graphics, double x) {
    graphics.setColor(Color.WHITE);
    graphics.fill(circle(x, 8.6, 1.9));
    graphics.setColor(DARK);
    graphics.fill(circle(x + look, 8.8, 0.9));
  }

  private void mouth(Graphics2D graphics) {
    graphics.setColor(DARK);
    switch (mouth) {
      case SMILE -> graphics.draw(new Arc2D.Double(5.5, 9, 5, 4, 200, 140, Arc2D.OPEN));
      case OPEN -> graphics.fill(circle(8, 12.4, 1.5));
    }
  }

  private static Ellipse2D circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  /** Writes all poses as PNG files into a folder. */
  static void write(Path folder, int side) {
    for (Mascot pose : values()) {
      Png.write(folder.resolve(pose.name().toLowerCase(Locale.ROOT) + ".png"), pose.draw(side));
    }
  }
}
