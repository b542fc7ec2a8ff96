package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A CUDA session is called by one thread only, whoever calls. */
class CallThreadTest {

  @Test
  void allCallsRunInTheThreadOfTheLane() {
    CallThread lane = CallThread.own("lane");
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 50)
        .parallel()
        .forEach(i -> call(lane, () -> threads.add(Thread.currentThread())));
    lane.end();
    assertEquals(1, threads.size());
    assertEquals("lane", threads.iterator().next().getName());
  }

  @Test
  void whatACallThrowsReachesItsCaller() {
    OrtException checked = new OrtException("no");
    IllegalStateException unchecked = new IllegalStateException("no");
    for (CallThread lane : new CallThread[] {CallThread.own("lane"), CallThread.callers()}) {
      assertSame(
          checked,
          assertThrows(
              OrtException.class,
              () ->
                  lane.call(
                      () -> {
                        throw checked;
                      })));
      assertSame(
          unchecked,
          assertThrows(
              IllegalStateException.class,
              () ->
                  lane.call(
                      () -> {
                        throw unchecked;
                      })));
      lane.end();
    }
  }

  @Test
  void anInterruptDoesNotAbandonACall() {
    CallThread lane = CallThread.own("lane");
    Thread.currentThread().interrupt();
    int[] sum = new int[1];
    call(lane, () -> sum[0] = 1);
    assertTrue(Thread.interrupted());
    assertEquals(1, sum[0]);
    lane.end();
  }

  private static void call(CallThread lane, CallThread.Call call) {
    try {
      lane.call(call);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
