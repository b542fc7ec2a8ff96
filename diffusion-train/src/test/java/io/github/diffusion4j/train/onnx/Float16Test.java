package io.github.diffusion4j.train.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.platform.Fp16Conversions;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/** The numbers are those of ONNX Runtime, which is where they are read. */
class Float16Test {

  /** Bits are drawn evenly, so all magnitudes are. */
  @Property
  void everyNumberBecomesTheNearest(@ForAll("bits") int bits) {
    float value = Float.intBitsToFloat(bits);
    Assume.that(Math.abs(value) <= Float16.MAX);
    assertEquals(Fp16Conversions.floatToFp16(value), Float16.of(value));
  }

  @Provide
  Arbitrary<Integer> bits() {
    return Arbitraries.integers().withDistribution(RandomDistribution.uniform());
  }

  @Example
  void allFiniteBitsAreReadExactlyAndWrittenAgain() {
    IntStream.rangeClosed(Short.MIN_VALUE, Short.MAX_VALUE)
        .mapToObj(bits -> (short) bits)
        .filter(bits -> Float.isFinite(Fp16Conversions.fp16ToFloat(bits)))
        .forEach(
            bits -> {
              assertEquals(Fp16Conversions.fp16ToFloat(bits), Float16.toFloat(bits));
              assertEquals(bits, Float16.of(Float16.toFloat(bits)));
            });
  }

  /** Half way between neighbours, the bits end in 0. */
  @Example
  void tiesGoToTheEvenOne() {
    for (short bits = 0; bits < Float16.of(Float16.MAX); bits++) {
      float between = (Float16.toFloat(bits) + Float16.toFloat((short) (bits + 1))) / 2;
      int even = bits % 2 == 0 ? bits : bits + 1;
      assertEquals(even, Float16.of(between));
      assertEquals(bits, Float16.of(Math.nextDown(between)));
      assertEquals(bits + 1, Float16.of(Math.nextUp(between)));
    }
  }
}
