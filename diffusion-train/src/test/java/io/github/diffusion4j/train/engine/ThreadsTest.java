package io.github.diffusion4j.train.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Platform;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many threads the engine has, and how they wait. */
class ThreadsTest {
  private static final Map<String, String> UNSAID =
      Map.of(
          "OMP_DISPLAY_ENV", "VERBOSE", // OpenMP then prints its settings when it is loaded
          "OMP_WAIT_POLICY", "",
          "GOMP_SPINCOUNT", "",
          "KMP_BLOCKTIME", "",
          "KMP_LIBRARY", "");

  @Test
  void everySessionKeepsItsOwnNumber() {
    try (TorchSession one = TorchSession.open(1)) {
      assertEquals(1, count(one));
      try (TorchSession other = TorchSession.open(3)) {
        assertEquals(List.of(1, 3, 1), List.of(count(one), count(other), count(one)));
      }
      assertEquals(1, count(one));
    }
  }

  /**
   * OpenMP counts for each calling thread, and one may have computed with another number before.
   */
  @Test
  void theNumberIsTheSameOnEveryThread() throws InterruptedException {
    for (int threads : new int[] {2, 3}) {
      try (TorchSession session = TorchSession.open(threads)) {
        AtomicInteger seen = new AtomicInteger();
        Thread thread = new Thread(() -> seen.set(count(session)));
        thread.start();
        thread.join();
        assertEquals(List.of(threads, threads), List.of(count(session), seen.get()));
      }
    }
  }

  @Test
  void unlessSaidThereAreAsManyAsTheProcessMayUse() {
    try (TorchSession session = TorchSession.open(0)) {
      assertEquals(Runtime.getRuntime().availableProcessors(), count(session));
    }
  }

  @Test
  void waitingThreadsSleep() throws IOException, InterruptedException {
    assumeTrue(Platform.isLinux(), "where OpenMP is GNU's");
    List<String> lines = OwnJvm.lines(Started.class, UNSAID);
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("GOMP_SPINCOUNT = '0'")), lines::toString);
  }

  @Test
  void whoSaysHowToWaitIsHeard() throws IOException, InterruptedException {
    assumeTrue(Platform.isLinux(), "where OpenMP is GNU's");
    Map<String, String> said = new HashMap<>(UNSAID);
    said.put("OMP_WAIT_POLICY", "ACTIVE");
    List<String> lines = OwnJvm.lines(Started.class, said);
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("OMP_WAIT_POLICY = 'ACTIVE'")),
        lines::toString);
  }

  private static int count(TorchSession session) {
    session.newScope().close();
    return JniUtils.getNumThreads();
  }

  /** Starts the engine. */
  static final class Started {
    private Started() {}

    public static void main(String[] arguments) {
      TorchEngine.start();
    }
  }
}
