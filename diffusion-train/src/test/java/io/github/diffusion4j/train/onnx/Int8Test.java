package io.github.diffusion4j.train.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.primitives.Floats;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;

class Int8Test {
  @Property
  void everyNumberIsOffByHalfAStepOfItsRowAtMost(
      @ForAll @Size(12) List<@FloatRange(min = -1e6f, max = 1e6f) Float> drawn) {
    float[] values = Floats.toArray(drawn);
    Int8 rounded = Int8.of(values, 3);
    float[] back = rounded.floats();
    for (int i = 0; i < values.length; i++) {
      float step = rounded.scales()[i / 4];
      assertEquals(values[i], back[i], 0.5001f * step);
    }
  }

  @Example
  void nothingStaysNothing() {
    assertArrayEquals(new float[6], Int8.of(new float[6], 2).floats());
  }

  @Example
  void wholeNumbersUpTo127AreExact() {
    float[] values = {127, -127, 1, 0, -64, 3};
    assertEquals(Arrays.toString(values), Arrays.toString(Int8.of(values, 1).floats()));
  }
}
