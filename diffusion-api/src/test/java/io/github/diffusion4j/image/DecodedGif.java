package io.github.diffusion4j.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What a viewer makes of a GIF: every image laid on the ones before.
 *
 * @param frames the pixels after the last image of each frame; a frame begins with an opaque image
 * @param delays of each frame in hundredths of a second
 * @param shortest delay of an image
 * @param images how many images there are
 * @param loops whether it says so
 */
record DecodedGif(
    List<int[]> frames, List<Integer> delays, int shortest, int images, boolean loops) {

  static DecodedGif of(Path file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (var in = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
      reader.setInput(in);
      int images = reader.getNumImages(true);
      List<int[]> frames = new ArrayList<>();
      List<Integer> delays = new ArrayList<>();
      int shortest = Integer.MAX_VALUE;
      boolean loops = false;
      int[] canvas = {};
      for (int i = 0; i < images; i++) {
        BufferedImage image = reader.read(i);
        var root =
            (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
        var control =
            (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
        int delay = Integer.parseInt(control.getAttribute("delayTime"));
        shortest = Math.min(shortest, delay);
        loops |= root.getElementsByTagName("ApplicationExtension").getLength() == 1;
        if (control.getAttribute("transparentColorFlag").equals("FALSE")) {
          canvas = new int[image.getWidth() * image.getHeight()];
          frames.add(canvas);
          delays.add(0);
        }
        int[] layer = Pixels.of(image);
        for (int p = 0; p < canvas.length; p++) {
          canvas[p] = layer[p] >>> 24 == 0 ? canvas[p] : layer[p];
        }
        if (!control.getAttribute("disposalMethod").equals("doNotDispose")) {
          throw new IOException("image " + i + " does not stay for the next to be laid on it");
        }
        delays.set(delays.size() - 1, delays.get(delays.size() - 1) + delay);
      }
      return new DecodedGif(frames, delays, shortest, images, loops);
    } finally {
      reader.dispose();
    }
  }

  /** The RMS difference of a frame from the image it was, over the three channels, of 255. */
  double rms(int frame, BufferedImage image) {
    int[] truth = Pixels.of(image);
    int[] shown = frames.get(frame);
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      for (int shift = 0; shift <= 16; shift += 8) {
        int difference = (truth[i] >> shift & 0xFF) - (shown[i] >> shift & 0xFF);
        sum += difference * difference;
      }
    }
    return Math.sqrt(sum / (3.0 * truth.length));
  }
}
