package io.github.diffusion4j.train.data;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenStatesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aCaptionIsARowOfStatesMaskAndPooledState() {
    write("a", "the cat", "a");
    try (TokenStates states = TokenStates.open(folder)) {
      assertEquals(3 * 2 + 3 + 2, states.contextSize());
      float[] row = new float[states.contextSize() + 2];
      Arrays.fill(row, 7);
      states.copy("the cat", row, 1);
      assertArrayEquals(new float[] {7, 0, 1, 2, 3, 0, 0, 1, 1, 0, 4, 5, 7}, row);
      states.copy("a", row, 0);
      assertArrayEquals(new float[] {0, 1, 0, 0, 0, 0, 1, 0, 0, 2, 3, 5, 7}, row);
    }
  }

  @Test
  void whatIsMissingOrDamagedIsNamed() throws IOException {
    write("a");
    try (TokenStates states = TokenStates.open(folder)) {
      states.require(List.of("a"));
      String missing =
          refusal(IllegalArgumentException.class, () -> states.require(List.of("a", "b")));
      assertTrue(missing.contains("'b'"), missing);
      assertEquals(
          missing,
          refusal(IllegalArgumentException.class, () -> states.copy("b", new float[11], 0)));
    }
    Files.write(folder.resolve("states.f32"), new byte[8]);
    String cut = refusal(IllegalArgumentException.class, () -> TokenStates.open(folder));
    assertTrue(cut.contains("8 bytes") && cut.contains("16"), cut);
    Files.writeString(folder.resolve("captions.jsonl"), "{\"length\": 3}");
    String damaged = refusal(RuntimeException.class, () -> TokenStates.open(folder));
    assertTrue(damaged.contains("damaged"), damaged);
  }

  @Test
  void anEncoderThatGivesTooMuchIsRefused() {
    String message = refusal(IllegalArgumentException.class, () -> write("one two three four"));
    assertTrue(message.contains("10 values") && message.contains("1 to 3 states of 2"), message);
  }

  @Test
  void otherStatesAreOthers() {
    write("a", "b");
    String once = fingerprint();
    write("a", "c");
    assertNotEquals(once, fingerprint());
    write("a", "b");
    assertEquals(once, fingerprint());
  }

  private String fingerprint() {
    try (TokenStates states = TokenStates.open(folder)) {
      return states.fingerprint();
    }
  }

  /** A word is a token; values count up. */
  private void write(String... captions) {
    TokenStates.write(
        folder,
        List.of(captions),
        3,
        2,
        caption -> {
          float[] values = new float[2 * caption.split(" ").length + 2];
          for (int i = 0; i < values.length; i++) {
            values[i] = i;
          }
          return values;
        });
  }
}
