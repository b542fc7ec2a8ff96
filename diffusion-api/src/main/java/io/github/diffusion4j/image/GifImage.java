package io.github.diffusion4j.image;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Element;

/**
 * GIF: the JDK's reader gives the first frame alone. It belongs on the canvas, which is transparent
 * outside it where the frame has a transparent colour, and else has the first colour of the
 * palette.
 */
final class GifImage extends ImageFormatReader {

  GifImage(ImageReader reader) {
    super(reader, Orientation.UPRIGHT);
  }

  @Override
  Dimension size() throws IOException {
    Element screen = child(reader().getStreamMetadata(), "LogicalScreenDescriptor");
    Rectangle frame = frame();
    return new Dimension(
        Math.max(number(screen, "logicalScreenWidth"), frame.x + frame.width),
        Math.max(number(screen, "logicalScreenHeight"), frame.y + frame.height));
  }

  @Override
  BufferedImage image() throws IOException {
    Dimension canvas = size();
    Rectangle frame = frame();
    BufferedImage image = reader().read(0);
    int[] argb = new int[Math.multiplyExact(canvas.width, canvas.height)];
    Arrays.fill(argb, background(image.getColorModel()));
    int[] pixels = Argb.of(image);
    for (int y = 0; y < image.getHeight(); y++) {
      System.arraycopy(
          pixels,
          y * image.getWidth(),
          argb,
          (frame.y + y) * canvas.width + frame.x,
          image.getWidth());
    }
    return Argb.image(canvas.width, canvas.height, argb);
  }

  private static int background(ColorModel colours) {
    return colours instanceof IndexColorModel palette && !palette.hasAlpha()
        ? palette.getRGB(0)
        : 0;
  }

  private Rectangle frame() throws IOException {
    Element frame = child(reader().getImageMetadata(0), "ImageDescriptor");
    return new Rectangle(
        number(frame, "imageLeftPosition"),
        number(frame, "imageTopPosition"),
        number(frame, "imageWidth"),
        number(frame, "imageHeight"));
  }

  private static Element child(IIOMetadata metadata, String name) {
    Element tree = (Element) metadata.getAsTree(metadata.getNativeMetadataFormatName());
    return (Element) tree.getElementsByTagName(name).item(0);
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }
}
