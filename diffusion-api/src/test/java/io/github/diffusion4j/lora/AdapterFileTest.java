package io.github.diffusion4j.lora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Files of adapters go out and come in. */
class AdapterFileTest {
  /** Written by ONNX Runtime 1.30 itself: to_q.lora_A [[1, 2, 3]], to_q.lora_B [[0.5], [-0.25]]. */
  private static final byte[] FOREIGN =
      Base64.getDecoder()
          .decode(
              "CAAAAFRPUlSc////AQAAAAMAAAACAAAABAAAAAIAAABYAAAABAAAALz///8wAAAAFAAAAAoAAAAEAAAA"
                  + "BAAAAAA4ALQCAAAAAgAAAAAAAAABAAAAAAAAAAAAAAALAAAAdG9fcS5sb3JhX0IADAAUAAQACAAMABAA"
                  + "DAAAADQAAAAcAAAAAQAAAAQAAAAMAAAAAACAPwAAAEAAAEBAAgAAAAEAAAAAAAAAAwAAAAAAAAALAAAA"
                  + "dG9fcS5sb3JhX0EA");

  private static final List<AdapterTensor> TENSORS =
      List.of(
          AdapterTensor.of("a", List.of(3L), 1, 2, 3),
          AdapterTensor.of("größer", List.of(1L, 2L), 4, 5),
          AdapterTensor.of("", List.of(), 6));

  @Test
  void whatIsWrittenIsReadBack() {
    assertEquals(TENSORS, AdapterFile.read("file", AdapterFile.bytes(TENSORS)));
    assertEquals(List.of(), AdapterFile.read("file", AdapterFile.bytes(List.of())));
  }

  @Test
  void aFileOfOnnxRuntimeIsRead() {
    List<AdapterTensor> tensors = AdapterFile.read("file", FOREIGN);
    assertEquals(
        List.of("to_q.lora_A 1x3", "to_q.lora_B 2x1"),
        tensors.stream().map(AdapterTensor::toString).sorted().toList());
    for (AdapterTensor tensor : tensors) {
      boolean down = tensor.name().endsWith("A");
      assertEquals(down ? ElementType.FLOAT32 : ElementType.FLOAT16, tensor.type());
      assertEquals(
          down ? 1 : 0.5,
          down
              ? tensor.data().getFloat(0)
              : Math.scalb(1.0, (tensor.data().getShort(0) >> 10) - 15));
    }
  }

  @Property
  void aDamagedFileIsReadOrRefused(
      @ForAll @IntRange(max = 191) int at, @ForAll byte value, @ForAll boolean cut) {
    byte[] bytes = cut ? Arrays.copyOf(FOREIGN, at) : FOREIGN.clone();
    if (!cut) {
      bytes[at] = value;
    }
    try {
      AdapterFile.read("file", bytes);
    } catch (IllegalArgumentException e) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("file: "), e::toString);
    }
  }

  @Test
  void dimensionsAndBytesAgree() {
    assertThrows(
        IllegalArgumentException.class, () -> AdapterTensor.of("a", List.of(2L, 2L), 1, 2, 3));
  }
}
