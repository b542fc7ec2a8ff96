package io.github.diffusion4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What PyTorch draws on CPU, against its own numbers and by laws. */
class TorchNoiseTest {
  private static final double TOLERANCE = 1e-5;
  private static final Reference REFERENCE = reference();

  @SuppressWarnings("ArrayRecordComponent")
  private record Reference(List<Call> calls, Successive successive) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Call(long seed, int n, float[] first, float[] last, float[] second) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Successive(long seed, int[] shape, List<Draw> draws) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Draw(float[] first, float[] last) {}

  @Example
  void givesWhatTorchGives() {
    for (Call call : REFERENCE.calls()) {
      float[] noise = drawn(call.seed(), 0, call.n());
      assertStarts(call.first(), noise);
      assertEnds(call.last(), noise);
      assertStarts(call.second(), drawn(call.seed(), 1, call.n()));
    }
  }

  @Example
  void successiveCallsAreSuccessiveDraws() {
    Successive calls = REFERENCE.successive();
    int length = Arrays.stream(calls.shape()).reduce(1, Math::multiplyExact);
    NoiseSource torch = NoiseSource.torch();
    for (int draw = 0; draw < calls.draws().size(); draw++) {
      for (NoiseSource source : List.of(torch, NoiseSource.torch())) {
        float[] noise = drawn(source, calls.seed(), draw, length);
        assertStarts(calls.draws().get(draw).first(), noise);
        assertEnds(calls.draws().get(draw).last(), noise);
      }
    }
  }

  private record Key(int seed, int draw, int length) {
    float[] drawnFrom(NoiseSource source) {
      return drawn(source, seed, draw, length);
    }
  }

  @Provide
  static Arbitrary<List<Key>> keys() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 6),
            Arbitraries.of(1, 3, 16, 17, 40))
        .as(Key::new)
        .list()
        .ofMaxSize(80);
  }

  /** A key gives its bits whatever was asked before, and by how many threads. */
  @Property(tries = 300)
  void aKeyGivesItsBitsInAnyOrder(@ForAll("keys") List<Key> keys) {
    NoiseSource shared = NoiseSource.torch();
    keys.parallelStream()
        .forEach(
            key ->
                assertArrayEquals(
                    key.drawnFrom(NoiseSource.torch()), key.drawnFrom(shared), key::toString));
  }

  /** Draws in order go on where the last ended; from the seed each time this takes minutes. */
  @Example
  void drawsInOrderCostOnePassEach() {
    NoiseSource torch = NoiseSource.torch();
    float[] noise = new float[500];
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          for (int draw = 0; draw < 20_000; draw++) {
            torch.fill(7, draw, noise, 0, noise.length);
          }
        });
    assertArrayEquals(drawn(7, 19_999, 500), noise);
  }

  @Property(tries = 100)
  void onlyTheLower32BitsOfASeedCount(
      @ForAll int low, @ForAll int high, @ForAll @IntRange(min = 1, max = 40) int length) {
    long seed = ((long) high << 32) | Integer.toUnsignedLong(low);
    assertArrayEquals(drawn(low, 1, length), drawn(seed, 1, length));
  }

  @Property(tries = 100)
  void writesItsPartAlone(
      @ForAll long seed,
      @ForAll @IntRange(max = 20) int offset,
      @ForAll @IntRange(max = 40) int length) {
    float[] target = new float[70];
    Arrays.fill(target, 9);
    NoiseSource.torch().fill(seed, 2, target, offset, length);
    float[] expected = new float[70];
    Arrays.fill(expected, 9);
    System.arraycopy(drawn(seed, 2, length), 0, expected, offset, length);
    assertArrayEquals(expected, target);
  }

  @Example
  void isPortableToTheBit() {
    assertArrayEquals(
        new int[] {PORTABLE_LONG, PORTABLE_SHORT},
        new int[] {Arrays.hashCode(drawn(7, 1, 1000)), Arrays.hashCode(drawn(7, 1, 15))});
  }

  private static final int PORTABLE_LONG = 343574936;
  private static final int PORTABLE_SHORT = 777297688;

  @Example
  void wrongDrawsAreRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> drawn(0, -1, 16));
    assertEquals("draw = -1: draws count from 0", e.getMessage());
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> NoiseSource.torch().fill(0, 0, new float[16], 1, 16));
  }

  private static float[] drawn(long seed, int draw, int length) {
    return drawn(NoiseSource.torch(), seed, draw, length);
  }

  private static float[] drawn(NoiseSource source, long seed, int draw, int length) {
    float[] noise = new float[length];
    source.fill(seed, draw, noise, 0, length);
    return noise;
  }

  private static void assertStarts(float[] expected, float[] noise) {
    assertAgrees(expected, Arrays.copyOf(noise, expected.length));
  }

  private static void assertEnds(float[] expected, float[] noise) {
    assertAgrees(expected, Arrays.copyOfRange(noise, noise.length - expected.length, noise.length));
  }

  private static void assertAgrees(float[] expected, float[] actual) {
    assertArrayEquals(expected, actual, (float) TOLERANCE);
  }

  private static Reference reference() {
    try (Reader json =
        new InputStreamReader(
            Objects.requireNonNull(TorchNoiseTest.class.getResourceAsStream("torch-randn.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(json, Reference.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
