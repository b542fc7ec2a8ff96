package io.github.diffusion4j.train.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * One image with its context.
 *
 * <p>Immutable and thread-safe: the arrays are copied in and out.
 */
public final class Example {
  private final String name;
  private final float[] image;
  private final float[] context;
  private final List<String> captions;

  /**
   * Makes an example without captions.
   *
   * @param name decides on which side of the split it falls; pictures of one name stay together
   * @param image values in [-1, 1], channels first
   * @param context a value for each label; empty without labels
   */
  public Example(String name, float[] image, float[] context) {
    this(name, image, context, List.of());
  }

  /**
   * Makes an example.
   *
   * @param name decides on which side of the split it falls; images of one name stay together
   * @param image values in [-1, 1], channels first
   * @param context a value for each label; empty without labels
   * @param captions sentences that say what the picture shows, its own first; may be empty
   */
  public Example(String name, float[] image, float[] context, List<String> captions) {
    this.name = name;
    this.image = image.clone();
    this.context = context.clone();
    this.captions = List.copyOf(captions);
  }

  /**
   * The name that the split goes by.
   *
   * @return a file name without its ending, or a hash of the content
   */
  public String name() {
    return name;
  }

  /**
   * Writes the image into a batch.
   *
   * @param target receives it
   * @param offset the first index written
   */
  public void copyImage(float[] target, int offset) {
    System.arraycopy(image, 0, target, offset, image.length);
  }

  /**
   * Writes the context into a batch.
   *
   * @param target receives it
   * @param offset the first index written
   */
  public void copyContext(float[] target, int offset) {
    System.arraycopy(context, 0, target, offset, context.length);
  }

  /**
   * What the image shows.
   *
   * @return a value for each label; unconditional if no label is on
   */
  public ContextVector context() {
    return ContextVector.of(context);
  }

  /**
   * What the picture shows, in words.
   *
   * @return the picture's own caption, then others that say it differently; empty where the data
   *     have none
   */
  public List<String> captions() {
    return captions;
  }

  /**
   * Whether a label is on.
   *
   * @param label its place
   * @return true if the context is not zero there
   */
  public boolean isOn(int label) {
    return context[label] != 0;
  }

  boolean areOn(List<Integer> labels) {
    return labels.stream().allMatch(this::isOn);
  }

  /** Whether red, green and blue are equal everywhere. */
  boolean isGrey(Shape colours) {
    int plane = colours.size() / Pixels.CHANNELS;
    return Arrays.equals(image, 0, plane, image, plane, 2 * plane)
        && Arrays.equals(image, 0, plane, image, 2 * plane, 3 * plane);
  }

  /** The same in one channel. */
  Example grey(Shape colours) {
    int plane = colours.size() / Pixels.CHANNELS;
    float[] luma = new float[plane];
    for (int i = 0; i < plane; i++) {
      luma[i] =
          (float)
              ((299.0 * image[i] + 587.0 * image[plane + i] + 114.0 * image[2 * plane + i]) / 1000);
    }
    return new Example(name, luma, context, captions);
  }

  void hashInto(Hasher hasher) {
    hasher.putString(name, UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate((image.length + context.length) * Float.BYTES);
    bytes.asFloatBuffer().put(image).put(context);
    hasher.putBytes(bytes.array());
    captions.forEach(caption -> hasher.putInt(caption.length()).putString(caption, UTF_8));
  }

  void check(Shape shape, int labels) {
    if (image.length != shape.size() || context.length != labels) {
      throw new IllegalArgumentException(
          "%s has %d image values and %d context values: %s and %d labels need %d and %d"
              .formatted(name, image.length, context.length, shape, labels, shape.size(), labels));
    }
    for (float value : image) {
      if (!(value >= -1 && value <= 1)) {
        throw new IllegalArgumentException(
            "%s has the value %s: images lie in [-1, 1]".formatted(name, value));
      }
    }
    for (float value : context) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "%s has the context value %s: a context is finite".formatted(name, value));
      }
    }
  }
}
