package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.diffusion4j.DiffusionPipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands in the files of a folder: it draws, or is refused in words. */
class HubFuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 60);

  /** Values of more than that are not drawn: they may be in order, and take too long. */
  private static final int LARGEST = 1 << 16;

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "\"\"",
          "\"x\"",
          "\"64\"",
          "[]",
          "{}",
          "[null]",
          "[1, \"x\"]",
          "[8, 8]",
          "[[1]]",
          "{\"a\": 1}",
          "0",
          "-1",
          "1",
          "3",
          "0.5",
          "-0.0",
          "1e9",
          "2147483648",
          "1e999",
          "-1e999",
          "1e-300",
          "\"Infinity\"",
          "\"linear\"",
          "\"v_prediction\"",
          "[0.1, 0.2]");

  private Path folder;

  @BeforeEach
  void work(@TempDir Path temporary) {
    folder = temporary;
  }

  @ParameterizedTest
  @EnumSource
  void itDrawsOrIsRefused(ToyKind kind) throws IOException {
    ToyFolder toy = kind.write(folder);
    Random random = new Random(SEED);
    List<Path> files;
    try (Stream<Path> all = Files.walk(toy.path())) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (int round = 0; round < ROUNDS; round++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] sound = Files.readAllBytes(file);
      byte[] broken = mutated(file, sound, random);
      Files.write(file, broken);
      try {
        draw(kind, toy.path());
      } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
        String message = String.valueOf(e.getMessage());
        assertTrue(message.length() > 20, () -> "round " + round(file, broken, e));
      } catch (RuntimeException | StackOverflowError e) {
        fail(round(file, broken, e), e);
      }
      Files.write(file, sound);
    }
  }

  private static String round(Path file, byte[] broken, Throwable e) {
    String text = new String(broken, StandardCharsets.ISO_8859_1);
    return e + " with " + file + " of " + text.substring(0, Math.min(3000, text.length()));
  }

  private static void draw(ToyKind kind, Path path) {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(path)) {
      int size = pipeline.card().shape().size();
      if (size <= LARGEST && pipeline.imageShape().size() <= LARGEST) {
        pipeline.request().context(kind.context(pipeline, 1)).steps(1).generate();
      }
    }
  }

  private static byte[] mutated(Path file, byte[] sound, Random random) {
    boolean json = file.toString().endsWith(".json") && !file.endsWith("vocab.json");
    return json && random.nextInt(4) > 0
        ? withAnotherValue(sound, random)
        : withOtherBytes(sound, random);
  }

  /** One value of a JSON file, at whatever depth, replaced, removed, or put under another name. */
  private static byte[] withAnotherValue(byte[] sound, Random random) {
    JsonObject json =
        JsonParser.parseString(new String(sound, StandardCharsets.UTF_8)).getAsJsonObject();
    change(json, random);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void change(JsonElement element, Random random) {
    JsonElement other = JsonParser.parseString(VALUES.get(random.nextInt(VALUES.size())));
    if (element instanceof JsonArray array) {
      array.set(random.nextInt(array.size()), other);
      return;
    }
    JsonObject object = element.getAsJsonObject();
    List<String> keys = List.copyOf(object.keySet());
    String key = keys.get(random.nextInt(keys.size()));
    JsonElement value = object.get(key);
    boolean inside =
        (value instanceof JsonArray a && !a.isEmpty())
            || (value instanceof JsonObject o && !o.keySet().isEmpty());
    switch (random.nextInt(6)) {
      case 0 -> object.remove(key);
      case 1 -> object.add(key + "_", object.remove(key));
      case 2, 3 -> object.add(key, other);
      default -> {
        if (inside) {
          change(value, random);
        } else {
          object.add(key, other);
        }
      }
    }
  }

  /** Some bytes replaced, left out, or put in; or a file cut short. */
  private static byte[] withOtherBytes(byte[] sound, Random random) {
    byte[] broken = sound.clone();
    int at = random.nextInt(Math.max(1, sound.length));
    switch (random.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(sound, at);
      }
      case 1 -> {
        byte[] longer = Arrays.copyOf(sound, sound.length + 1);
        System.arraycopy(sound, at, longer, at + 1, sound.length - at);
        longer[at] = (byte) random.nextInt(256);
        return longer;
      }
      default -> {
        for (int i = 0; i <= random.nextInt(4); i++) {
          broken[Math.min(sound.length - 1, at + i)] = (byte) random.nextInt(256);
        }
        return broken;
      }
    }
  }
}
