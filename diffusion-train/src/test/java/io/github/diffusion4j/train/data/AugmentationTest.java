package io.github.diffusion4j.train.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** What is told of a change is enough to undo it, up to what left the image. */
class AugmentationTest {
  private static final int HEIGHT = 6;
  private static final int WIDTH = 8;
  private static final int PIXELS = HEIGHT * WIDTH;

  @Property
  void nothingToldMeansNothingChanged(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 1) double probability) {
    Changed changed = Changed.of(new Augmentation(probability), seed, 3);
    if (Arrays.equals(new float[5], changed.told)) {
      assertArrayEquals(changed.before, changed.after);
    }
  }

  @Property
  void everyPixelComesFromWhereItIsTold(@ForAll long seed) {
    Changed changed = Changed.of(new Augmentation(0.5), seed, 1);
    int right = Math.round(2 * changed.told[1]);
    int down = Math.round(2 * changed.told[2]);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int fromX = x - right;
        int fromY = y - down;
        boolean inside = fromX >= 0 && fromX < WIDTH && fromY >= 0 && fromY < HEIGHT;
        int source = changed.told[0] == 1 ? WIDTH - 1 - fromX : fromX;
        float expected = inside ? changed.before[fromY * WIDTH + source] : 1;
        assertEquals(expected, changed.after[y * WIDTH + x], x + "," + y);
      }
    }
  }

  @Property
  void aTurnOfHueKeepsTheGreyOfAColour(@ForAll long seed) {
    Changed changed = Changed.of(new Augmentation(0.7), seed, 3);
    if (changed.told[0] == 0 && changed.told[1] == 0 && changed.told[2] == 0) {
      for (int i = 0; i < PIXELS; i++) {
        assertEquals(sum(changed.before, i), sum(changed.after, i), 1e-5);
        double cos = 1 - changed.told[3];
        assertEquals(1, cos * cos + changed.told[4] * changed.told[4], 1e-5);
      }
    }
  }

  @Property(tries = 10)
  void eachChangeComesAsOftenAsAsked(
      @ForAll @DoubleRange(min = 0, max = 1) double probability, @ForAll long seed) {
    Augmentation augmentation = new Augmentation(probability);
    int n = 2000;
    int mirrored = 0;
    int turned = 0;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < n; i++) {
      float[] told = new float[5];
      augmentation.apply(Shape.of(3, 1, 1), new float[3], 0, random, told, 0);
      mirrored += told[0] == 1 ? 1 : 0;
      turned += told[3] != 0 ? 1 : 0;
    }
    double bound = 0.06; // more than five standard deviations
    assertEquals(probability, (double) mirrored / n, bound);
    assertEquals(probability, (double) turned / n, bound);
  }

  @Property(tries = 20)
  void theSameDrawsMakeTheSameChange(@ForAll long seed) {
    assertArrayEquals(
        Changed.of(new Augmentation(1), seed, 3).after,
        Changed.of(new Augmentation(1), seed, 3).after);
  }

  @Property(tries = 20)
  void aProbabilityOutsideItsRangeIsRefused(@ForAll double probability) {
    double outside = Math.abs(probability) + 1.01;
    var e = assertThrows(IllegalArgumentException.class, () -> new Augmentation(outside));
    assertTrue(e.toString().contains("[0, 1]"), e::toString);
  }

  private static float sum(float[] rgb, int pixel) {
    return rgb[pixel] + rgb[PIXELS + pixel] + rgb[2 * PIXELS + pixel];
  }

  @SuppressWarnings("ArrayRecordComponent") // of one test
  private record Changed(float[] before, float[] after, float[] told) {
    /** An image of dim colours, so that no turned one is cut, with neighbours in the array. */
    static Changed of(Augmentation augmentation, long seed, int channels) {
      int size = channels * PIXELS;
      int offset = 7;
      float[] images = new float[size + 2 * offset];
      NoiseSource.gaussian().fill(seed, 0, images, 0, images.length);
      for (int i = 0; i < images.length; i++) {
        images[i] = 0.5f * (float) Math.tanh(images[i]);
      }
      float[] told = new float[5];
      float[] before = images.clone();
      augmentation.apply(
          Shape.of(channels, HEIGHT, WIDTH), images, offset, new SplittableRandom(seed), told, 0);
      float[] kept = images.clone();
      System.arraycopy(before, offset, kept, offset, size);
      assertArrayEquals(before, kept, "the neighbours");
      return new Changed(
          Arrays.copyOfRange(before, offset, offset + size),
          Arrays.copyOfRange(images, offset, offset + size),
          told);
    }
  }
}
