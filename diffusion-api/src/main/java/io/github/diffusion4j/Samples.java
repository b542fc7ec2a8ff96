package io.github.diffusion4j;

import com.google.common.collect.Lists;
import io.github.diffusion4j.image.AnimatedGif;
import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.ValueRange;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What was generated: float data, the seed of each sample, and how they came to be.
 *
 * <p>Immutable and thread-safe. Images show the true colours, clipped to the model's value range;
 * they are for samples of 1 (grey), 3 (RGB) or 4 (RGBA) channels.
 */
public final class Samples {
  private final Tensor data;
  private final @Nullable Tensor latents;
  private final long seed;
  private final ValueRange range;
  private final List<Tensor> frames;
  private final Provenance provenance;

  Samples(
      Tensor data,
      @Nullable Tensor latents,
      long seed,
      ValueRange range,
      List<Tensor> frames,
      Provenance provenance) {
    this.data = data;
    this.latents = latents;
    this.seed = seed;
    this.range = range;
    this.frames = List.copyOf(frames);
    this.provenance = provenance;
  }

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  public int count() {
    return data.rows();
  }

  /**
   * The shape of one sample.
   *
   * @return such as 3x16x16
   */
  public Shape shape() {
    return data.shape();
  }

  /**
   * A copy of all values.
   *
   * @return one row per sample, in the model's value range (not clipped to it)
   */
  public Tensor values() {
    return Tensor.wrap(data.shape(), data.data().clone());
  }

  /**
   * A copy of one sample's values.
   *
   * @param index from 0
   * @return {@code shape().size()} floats, in the model's value range (not clipped to it)
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public float[] values(int index) {
    return data.row(index);
  }

  /**
   * A copy of the latents that the images were decoded from.
   *
   * @return one row per sample, as the sampling loop left them; empty if the model makes images
   *     without a decoder
   */
  public Optional<Tensor> latents() {
    return Optional.ofNullable(latents).map(l -> Tensor.wrap(l.shape(), l.data().clone()));
  }

  /**
   * The seed of each sample: with it alone, the sample can be made again.
   *
   * @return one per sample
   */
  public List<Long> seeds() {
    return LongStream.range(0, count()).mapToObj(i -> seed + i).toList();
  }

  /**
   * How they came to be.
   *
   * @return model, plan and versions
   */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * One sample as an image.
   *
   * @param index from 0
   * @return the image
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public BufferedImage image(int index) {
    return format().image(data.data(), Objects.checkIndex(index, count()));
  }

  /**
   * Writes all samples as one PNG to look at. A single sample is an image of its own size, to the
   * pixel; several are a grid with a gap of 2 pixels, in which small images are enlarged by a whole
   * factor ({@link Sheet#enlarged}). {@link #writePng(Path, Sheet)} with {@link Sheet#DEFAULT}
   * leaves them as they are.
   *
   * @param path of the file; folders are made
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writePng(Path path) {
    Png.write(path, image());
  }

  /**
   * Writes all samples as one PNG to a stream, such as a service's answer: the bytes are those of
   * {@link #writePng(Path)}.
   *
   * @param out is flushed and not closed
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writePng(OutputStream out) {
    Png.write(out, image());
  }

  /**
   * Writes all samples as a grid to a stream.
   *
   * @param out is flushed and not closed
   * @param sheet zoom and gap
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writePng(OutputStream out, Sheet sheet) {
    Png.write(out, sheet.grid(format().images(data.data())));
  }

  /**
   * Writes one sample as a PNG to a stream.
   *
   * @param out is flushed and not closed
   * @param index from 0
   * @throws IndexOutOfBoundsException if there is no such sample
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writePng(OutputStream out, int index) {
    Png.write(out, image(index));
  }

  /**
   * All samples as one PNG.
   *
   * @return the bytes that {@link #writePng(Path)} writes
   */
  public byte[] toPng() {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    writePng(png);
    return png.toByteArray();
  }

  private BufferedImage image() {
    return count() == 1 ? image(0) : enlarged().grid(format().images(data.data()));
  }

  /**
   * Writes all samples as a grid.
   *
   * @param path of the file; folders are made
   * @param sheet zoom and gap
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writePng(Path path, Sheet sheet) {
    Png.write(path, sheet.grid(format().images(data.data())));
  }

  /**
   * Writes one sample as a PNG.
   *
   * @param path of the file; folders are made
   * @param index from 0
   * @throws IndexOutOfBoundsException if there is no such sample
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writePng(Path path, int index) {
    Png.write(path, image(index));
  }

  /**
   * Writes the trajectory from noise to samples as a film strip: one row per sample, one column per
   * frame.
   *
   * @param path of the PNG; folders are made
   * @param sheet zoom and gap
   * @throws IllegalStateException if the request kept no frames
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeFilmStrip(Path path, Sheet sheet) {
    Png.write(path, sheet.filmStrip(kept().stream().map(f -> format().images(f.data())).toList()));
  }

  /**
   * Writes the trajectory from noise to samples as an animated GIF of grids.
   *
   * @param path of the file; folders are made
   * @param sheet zoom and gap
   * @throws IllegalStateException if the request kept no frames
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeGif(Path path, Sheet sheet) {
    // A view, so that one image at a time is in memory.
    AnimatedGif.DEFAULT.write(
        path, Lists.transform(kept(), f -> sheet.grid(format().images(f.data()))));
  }

  /**
   * Writes the values as a NumPy array.
   *
   * @param path of the {@code .npy} file, float32 [n, c, h, w]; folders are made
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeNpy(Path path) {
    int[] dimensions =
        IntStream.concat(IntStream.of(count()), shape().dimensions().stream().mapToInt(d -> d))
            .toArray();
    Npy.write(path, data.data(), dimensions);
  }

  /**
   * The intermediate states that were kept.
   *
   * @return copies, in order, from the start to the result
   * @throws IllegalStateException if the request kept no frames
   */
  public List<Tensor> frames() {
    return kept().stream().map(f -> Tensor.wrap(f.shape(), f.data().clone())).toList();
  }

  private List<Tensor> kept() {
    if (frames.isEmpty()) {
      throw new IllegalStateException(
          "no frames were kept: ask for them with request().keepFrames(n)");
    }
    return frames;
  }

  private Sheet enlarged() {
    Shape image = format().shape();
    return Sheet.DEFAULT.enlarged(
        count(), Sheet.columns(count()), image.dimension(2), image.dimension(1));
  }

  private ImageFormat format() {
    return new ImageFormat(shape(), range);
  }

  /** Such as {@code 4 samples of 3x16x16 by icons16, seeds 7 to 10}. */
  @Override
  public String toString() {
    String seeds = count() == 1 ? "seed " + seed : "seeds " + seed + " to " + (seed + count() - 1);
    return "%d %s of %s by %s, %s"
        .formatted(
            count(), count() == 1 ? "sample" : "samples", shape(), provenance.model(), seeds);
  }
}
