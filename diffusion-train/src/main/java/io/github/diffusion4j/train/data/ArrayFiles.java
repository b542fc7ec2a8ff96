package io.github.diffusion4j.train.data;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Images and labels as two NumPy arrays, as in the course "How Diffusion Models Work": images [n,
 * h, w, c] or [n, c, h, w] with c of 1 or 3, and labels [n, k] such as one-hot rows.
 *
 * <p>An image's name, which the split goes by, is a hash of its values. So copies of one image stay
 * on one side (the course's 89,400 images are 1,788 sprites, fifty times each).
 */
public final class ArrayFiles {
  /** Of bytes, the usual range. */
  public static final ValueRange BYTES = new ValueRange(0, 255);

  private ArrayFiles() {}

  /**
   * Reads two arrays. The labels are called as a text file beside theirs says, of the same name
   * with the ending {@code .txt}, one name per line; without one they are called after their
   * places, from 0, but for the course's own file, whose names are known.
   *
   * @param images images
   * @param labels a row for each image
   * @param range of the values in the file, such as {@link #BYTES}
   * @param unusable what to do with images that have values outside the range, and with labels that
   *     are not finite
   * @return the images in their order
   * @throws IllegalArgumentException if an array has another form, the two do not fit together, a
   *     column of labels holds numbers of classes, the values of most images are of another range,
   *     or an image is unusable and shall be refused
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static Dataset read(Path images, Path labels, ValueRange range, InvalidImages unusable) {
    Npy array = Npy.read(images);
    Image form = Image.of(images, array.dimensions());
    int n = array.dimensions().get(0);
    LabelColumns columns = LabelColumns.read(labels, n);
    checkRange(images, array, form, range);
    ExampleReader intake = new ExampleReader(unusable);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      float[] values = array.floats(i * form.size(), form.size());
      float[] context = columns.row(i);
      Optional<String> fault = fault(values, context, range);
      if (fault.isPresent()) {
        intake.reject(images + "[" + i + "]", fault.get());
      } else {
        examples.add(new Example(hash(values), form.planes(values, range), context));
      }
    }
    Source source = Source.unattributed(MoreFiles.getNameWithoutExtension(images));
    return Dataset.of(form.shape(), columns.names(), source, examples, intake.rejected());
  }

  /**
   * Refuses a range of which the values take up so small a part that all would be nearly one
   * colour, such as values from 0 to 1 where 0 to 255 was said.
   *
   * @param what holds the values, for the message
   * @param values of images
   * @param range the values of black and white, as said
   * @throws IllegalArgumentException if they are of another range
   */
  public static void checkRange(Object what, float[] values, ValueRange range) {
    ArrayRange all = ArrayRange.of(values);
    if (all.isSmallPartOf(range)) {
      throw all.refusal(what, range);
    }
  }

  /** Refuses a range that is not that of the whole file. */
  private static void checkRange(Path file, Npy array, Image form, ValueRange range) {
    ArrayRange all = ArrayRange.of(new float[0]);
    int outside = 0;
    int n = array.dimensions().get(0);
    for (int i = 0; i < n; i++) {
      ArrayRange one = ArrayRange.of(array.floats(i * form.size(), form.size()));
      outside += one.contains(range) ? 0 : 1;
      all = all.and(one);
    }
    if (outside > n / 2 || (outside == 0 && all.isSmallPartOf(range))) {
      throw all.refusal(file, range);
    }
  }

  private static Optional<String> fault(float[] values, float[] context, ValueRange range) {
    for (float value : values) {
      if (!(value >= range.low() && value <= range.high())) {
        return Optional.of(
            "value %s outside [%s, %s]; name the range of the file"
                .formatted(value, range.low(), range.high()));
      }
    }
    for (float value : context) {
      if (!Float.isFinite(value)) {
        return Optional.of("label value " + value);
      }
    }
    return Optional.empty();
  }

  private static String hash(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return Hashing.sha256().hashBytes(bytes.array()).toString();
  }

  /** How an image lies in the file. */
  private record Image(int channels, int height, int width, int channelStep, int pixelStep) {

    static Image of(Path file, List<Integer> d) {
      if (d.size() == 4 && isChannels(d.get(3))) {
        return new Image(d.get(3), d.get(1), d.get(2), 1, d.get(3));
      }
      if (d.size() == 4 && isChannels(d.get(1))) {
        return new Image(d.get(1), d.get(2), d.get(3), d.get(2) * d.get(3), 1);
      }
      throw new IllegalArgumentException(
          "%s is %s: images are [n, h, w, c] or [n, c, h, w] with c of 1 or 3".formatted(file, d));
    }

    private static boolean isChannels(int dimension) {
      return dimension == 1 || dimension == 3;
    }

    int size() {
      return channels * height * width;
    }

    Shape shape() {
      return Shape.of(channels, height, width);
    }

    float[] planes(float[] values, ValueRange range) {
      float[] planes = new float[values.length];
      int pixels = height * width;
      for (int channel = 0; channel < channels; channel++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          float value = values[channel * channelStep + pixel * pixelStep];
          planes[channel * pixels + pixel] =
              2 * (value - range.low()) / (range.high() - range.low()) - 1;
        }
      }
      return planes;
    }
  }
}
