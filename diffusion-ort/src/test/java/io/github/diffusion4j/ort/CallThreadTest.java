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
    CallThread callThread = CallThread.own("lane");
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 50)
        .parallel()
        .forEach(i -> call(callThread, () -> threads.add(Thread.currentThread())));
    callThread.end();
    assertEquals(1, threads.size());
    assertEquals("lane", threads.iterator().next().getName());
  }

  @Test
  void whatACallThrowsReachesItsCaller() {
    OrtException checked = new OrtException("no");
    IllegalStateException unchecked = new IllegalStateException("no");
    for (CallThread callThread : new CallThread[] {CallThread.own("lane"), CallThread.callers()}) {
      assertSame(
          checked,
          assertThrows(
              OrtException.class,
              () ->
                  callThread.call(
                      () -> {
                        throw checked;
                      })));
      assertSame(
          unchecked,
          assertThrows(
              IllegalStateException.class,
              () ->
                  callThread.call(
                      () -> {
                        throw unchecked;
                      })));
      callThread.end();
    }
  }

  @Test
  void anInterruptDoesNotAbandonACall() {
    CallThread callThread = CallThread.own("lane");
    Thread.currentThread().interrupt();
    int[] sum = new int[1];
    call(callThread, () -> sum[0] = 1);
    assertTrue(Thread.interrupted());
    assertEquals(1, sum[0]);
    callThread.end();
  }

  private static void call(CallThread callThread, CallThread.Call call) {
    try {
      callThread.call(call);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
