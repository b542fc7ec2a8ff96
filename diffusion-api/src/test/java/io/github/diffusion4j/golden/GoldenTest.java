package io.github.diffusion4j.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.plan.Stage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every committed reference trajectory comes out of the plans. */
class GoldenTest {

  static Stream<Replay> trajectories() throws IOException, URISyntaxException {
    Path folder = Path.of(Objects.requireNonNull(GoldenTest.class.getResource("/golden")).toURI());
    return GoldenCheck.filesOf(folder).stream()
        .map(GoldenFile::read)
        .flatMap(file -> file.cases().stream().map(c -> Replay.of(file, c)));
  }

  @ParameterizedTest
  @MethodSource("trajectories")
  void everyStepAgreesInDouble(Replay replay) {
    assertEquals(0, replay.worst(), GoldenCheck.TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("trajectories")
  void theFloatLoopAgreesWithTheDoubleOne(Replay replay) {
    assertEquals(0, replay.worstInFloat(), replay.file().floatTolerance());
  }

  static Stream<Replay> noisings() throws IOException, URISyntaxException {
    return trajectories().filter(r -> r.reference().add_noise() != null);
  }

  @ParameterizedTest
  @MethodSource("noisings")
  void forwardNoisingAgrees(Replay replay) {
    assertEquals(0, replay.worstNoising(), GoldenCheck.TOLERANCE);
  }

  static Stream<Replay> scoreSdes() throws IOException, URISyntaxException {
    return trajectories().filter(r -> r.reference().x_mean_last() != null);
  }

  @ParameterizedTest
  @MethodSource("scoreSdes")
  void theResultWithoutItsLastNoiseAgrees(Replay replay) {
    assertEquals(0, replay.worstMean(), GoldenCheck.TOLERANCE);
  }

  /** Those that count in the reference's timesteps, call by call. */
  static Stream<Replay> counted() throws IOException, URISyntaxException {
    return trajectories().filter(r -> r.reference().ops() == null);
  }

  @ParameterizedTest
  @MethodSource("counted")
  void theTimestepsAreThoseOfTheReference(Replay replay) {
    double[] visited =
        replay.plan().stages().stream()
            .mapToDouble(s -> replay.mapping().told(((Stage.Evaluate) s).level()))
            .toArray();
    assertArrayEquals(replay.reference().timesteps(), visited, 1e-9);
  }
}
