package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.PipelineClosedException;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.RuntimeSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the parts of a model are opened and closed, and how what runs in them is stopped. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HubPartsTest {
  private static final RuntimeSettings ONE = RuntimeSettings.cpu().keepLoaded(false);

  private Path folder;

  @BeforeEach
  void work(@TempDir Path temporary) {
    folder = temporary;
  }

  /** Something that counts how many are open. */
  private record Counted(AtomicInteger open) implements AutoCloseable {
    static Counted opened(AtomicInteger open) {
      open.incrementAndGet();
      return new Counted(open);
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }

  private static int openIn(Part<Counted> part) {
    return part.use(used -> used.open().get());
  }

  @Test
  void usedOneAfterTheOtherOneIsOpenAtATime() {
    AtomicInteger open = new AtomicInteger();
    try (Part.Group group = new Part.Group("toy", Part.Keeping.LAST)) {
      List<Part<Counted>> parts =
          IntStream.range(0, 3)
              .mapToObj(i -> new Part<>(group, () -> Counted.opened(open)))
              .toList();
      for (int use : new int[] {0, 1, 1, 2, 0, 2}) {
        assertEquals(1, openIn(parts.get(use)));
        assertEquals(1, open.get());
      }
    }
    assertEquals(0, open.get());
  }

  @Test
  void keptAllStayOpen() {
    AtomicInteger open = new AtomicInteger();
    try (Part.Group group = new Part.Group("toy", Part.Keeping.ALL)) {
      Part<Counted> first = new Part<>(group, () -> Counted.opened(open));
      Part<Counted> second = new Part<>(group, () -> Counted.opened(open));
      assertEquals(1, openIn(first));
      assertEquals(2, openIn(second));
      assertEquals(2, openIn(first));
    }
    assertEquals(0, open.get());
  }

  /** One that is used inside another is open beside it, and closed when it is left. */
  @Test
  void whatIsInUseIsNotClosed() {
    AtomicInteger open = new AtomicInteger();
    try (Part.Group group = new Part.Group("toy", Part.Keeping.LAST)) {
      Part<Counted> first = new Part<>(group, () -> Counted.opened(open));
      Part<Counted> second = new Part<>(group, () -> Counted.opened(open));
      int inside = first.use(outer -> second.use(inner -> open.get()));
      assertEquals(2, inside);
      assertEquals(1, open.get());
    }
    assertEquals(0, open.get());
  }

  @Test
  void aPartThatFailsToOpenIsTriedAgain() {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger tries = new AtomicInteger();
    try (Part.Group group = new Part.Group("toy", Part.Keeping.LAST)) {
      Part<Counted> part =
          new Part<>(
              group,
              () -> {
                if (tries.incrementAndGet() == 1) {
                  throw new IllegalStateException("too little memory");
                }
                return Counted.opened(open);
              });
      assertThrows(IllegalStateException.class, () -> part.use(p -> p));
      assertEquals(1, openIn(part));
    }
  }

  @Test
  void manyThreadsWithOnePartAtATimeDrawTheSame() {
    Path path = ToyFolder.stableDiffusion(folder.resolve("toy")).path();
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(path, ONE)) {
      List<String> prompts = List.of("cat", "horse", "a cat!", "cats");
      List<float[]> alone = new ArrayList<>();
      for (String prompt : prompts) {
        alone.add(pipeline.generate(pipeline.prompt(prompt), 4).values(0));
      }
      List<CompletableFuture<Samples>> drawn = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        String prompt = prompts.get(i % prompts.size());
        String own = i % 8 < 4 ? prompt : prompt + " " + i; // half of them are encoded anew
        drawn.add(
            CompletableFuture.supplyAsync(
                () -> {
                  pipeline.prompt(own);
                  return pipeline.generate(pipeline.prompt(prompt), 4);
                }));
      }
      for (int i = 0; i < drawn.size(); i++) {
        assertArrayEquals(alone.get(i % prompts.size()), drawn.get(i).join().values(0));
      }
    }
  }

  private DiffusionPipeline withEndlessDecoder() {
    return DiffusionPipeline.load(
        ToyFolder.stableDiffusion(folder.resolve("toy"))
            .graph("vae_decoder", ToyParts.decoderWithoutEnd())
            .path());
  }

  @Test
  void aDecoderIsStoppedByCancelling() {
    try (DiffusionPipeline pipeline = withEndlessDecoder()) {
      CompletableFuture<Samples> future = pipeline.generateAsync(pipeline.prompt("cat"), 1);
      awaitRunOf(HubDecoder.class);
      assertTrue(future.cancel(true));
      pipeline.drain(java.time.Duration.ofDays(1));
    }
  }

  @Test
  void aDecoderIsStoppedByClosing() {
    DiffusionPipeline pipeline = withEndlessDecoder();
    CompletableFuture<Samples> future = pipeline.generateAsync(pipeline.prompt("cat"), 1);
    awaitRunOf(HubDecoder.class);
    pipeline.close();
    Throwable reason = assertThrows(CompletionException.class, future::join).getCause();
    assertInstanceOf(PipelineClosedException.class, reason);
    assertThrows(PipelineClosedException.class, () -> pipeline.prompt("horse"));
  }

  private DiffusionPipeline withEndlessText() {
    return DiffusionPipeline.load(
        ToyFolder.stableDiffusion(folder.resolve("toy"))
            .graph("text_encoder", ToyParts.textWithoutEnd(ToyFolder.WIDTH))
            .path());
  }

  @Test
  void aTextEncoderIsStoppedByAnInterrupt() throws InterruptedException {
    try (DiffusionPipeline pipeline = withEndlessText()) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread caller = new Thread(() -> pipeline.prompt("cat"));
      caller.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
      caller.start();
      awaitRunOf(HubText.class);
      caller.interrupt();
      caller.join();
      assertInstanceOf(CancellationException.class, thrown.get());
    }
  }

  @Test
  void aTextEncoderIsStoppedByClosing() throws InterruptedException {
    DiffusionPipeline pipeline = withEndlessText();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller = new Thread(() -> pipeline.prompt("cat"));
    caller.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
    caller.start();
    awaitRunOf(HubText.class);
    pipeline.close();
    caller.join();
    assertInstanceOf(PipelineClosedException.class, thrown.get());
  }

  /** Waits until some thread runs a graph for a class. */
  private static void awaitRunOf(Class<?> user) {
    while (Thread.getAllStackTraces().values().stream().noneMatch(stack -> runs(stack, user))) {
      Thread.onSpinWait();
    }
  }

  private static boolean runs(StackTraceElement[] stack, Class<?> user) {
    return stack.length > 0
        && stack[0].isNativeMethod()
        && stack[0].getMethodName().equals("run")
        && List.of(stack).stream().anyMatch(e -> e.getClassName().startsWith(user.getName()));
  }
}
