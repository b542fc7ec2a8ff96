package io.github.diffusion4j.train.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a frozen text encoder makes of the captions of a data set, computed once: a folder with
 * {@code captions.jsonl}, a line per caption after one that tells the sizes, and {@code
 * states.f32}, for each caption its token states and its pooled state as little-endian float32.
 *
 * <p>A caption is read as one row of context: the token states [length, width], zero behind the
 * last token; a mask [length], 1 where there is a token; and the pooled state [width]. All zero is
 * no caption.
 *
 * <p>Thread-safe.
 */
public final class TokenStates implements AutoCloseable {
  private static final String CAPTIONS = "captions.jsonl";
  private static final String STATES = "states.f32";
  private static final Gson GSON = new Gson();

  /** Makes the states of captions. */
  public interface Encoder {
    /**
     * Encodes one caption.
     *
     * @param caption any text
     * @return its token states, one after the other, then its pooled state: a multiple of the width
     */
    float[] encode(String caption);
  }

  private record Place(long offset, int tokens) {}

  private final Path folder;
  private final int length;
  private final int width;
  private final Map<String, Place> places;
  private final FileChannel states;

  private TokenStates(
      Path folder, int length, int width, Map<String, Place> places, FileChannel states) {
    this.folder = folder;
    this.length = length;
    this.width = width;
    this.places = places;
    this.states = states;
  }

  /**
   * Encodes captions into a folder, whose old files are replaced.
   *
   * @param folder made if it is not there
   * @param captions each is encoded once
   * @param length the most tokens that a caption has
   * @param width of a state
   * @param encoder makes the states
   * @throws IllegalArgumentException if the encoder gives no whole number of states, or more than
   *     the length
   * @throws UncheckedIOException if a file cannot be written
   */
  public static void write(
      Path folder, Collection<String> captions, int length, int width, Encoder encoder) {
    List<String> lines = new ArrayList<>();
    JsonObject sizes = new JsonObject();
    sizes.addProperty("length", length);
    sizes.addProperty("width", width);
    lines.add(GSON.toJson(sizes));
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve(CAPTIONS)); // written last: without it there is nothing
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(folder.resolve(STATES)))) {
        for (String caption : captions.stream().distinct().toList()) {
          float[] made = encoder.encode(caption);
          int tokens = made.length / width - 1;
          if (made.length % width != 0 || tokens < 1 || tokens > length) {
            throw new IllegalArgumentException(
                "'%s' has %d values: 1 to %d states of %d and a pooled one are expected"
                    .formatted(caption, made.length, length, width));
          }
          out.write(bytes(made));
          JsonObject line = new JsonObject();
          line.addProperty("text", caption);
          line.addProperty("tokens", tokens);
          lines.add(GSON.toJson(line));
        }
      }
      Files.write(folder.resolve(CAPTIONS), lines, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("writing token states into " + folder, e);
    }
  }

  /**
   * Opens a folder.
   *
   * @param folder that {@link #write} made
   * @return the states, to be closed
   * @throws IllegalArgumentException if its files do not fit together
   * @throws UncheckedIOException if it cannot be read
   */
  public static TokenStates open(Path folder) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(CAPTIONS), UTF_8);
      JsonObject sizes = JsonParser.parseString(lines.get(0)).getAsJsonObject();
      int length = value(sizes, "length").getAsInt();
      int width = value(sizes, "width").getAsInt();
      Map<String, Place> places = new HashMap<>();
      long offset = 0;
      for (String line : lines.subList(1, lines.size())) {
        JsonObject caption = JsonParser.parseString(line).getAsJsonObject();
        int tokens = value(caption, "tokens").getAsInt();
        places.put(value(caption, "text").getAsString(), new Place(offset, tokens));
        offset += (tokens + 1L) * width * Float.BYTES;
      }
      FileChannel states = FileChannel.open(folder.resolve(STATES));
      if (states.size() != offset) {
        states.close();
        throw new IllegalArgumentException(
            "%s: %s has %d bytes, not the %d of its captions; encode them again"
                .formatted(folder, STATES, Files.size(folder.resolve(STATES)), offset));
      }
      return new TokenStates(folder, length, width, places, states);
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "%s: %s is damaged; encode the captions again".formatted(folder, CAPTIONS), e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading token states from " + folder, e);
    }
  }

  private static JsonElement value(JsonObject object, String key) {
    JsonElement value = object.get(key);
    if (value == null) {
      throw new JsonParseException("no " + key);
    }
    return value;
  }

  /**
   * The most tokens of a caption.
   *
   * @return at least 1
   */
  public int length() {
    return length;
  }

  /**
   * The width of a state.
   *
   * @return at least 1
   */
  public int width() {
    return width;
  }

  /**
   * The length of a caption's row of context.
   *
   * @return length x width + length + width
   */
  public int contextSize() {
    return length * width + length + width;
  }

  /**
   * Makes sure that captions are there.
   *
   * @param captions that will be asked for
   * @throws IllegalArgumentException if one is missing
   */
  public void require(Collection<String> captions) {
    for (String caption : captions) {
      if (!places.containsKey(caption)) {
        throw missing(caption);
      }
    }
  }

  /**
   * Writes a caption's row of context.
   *
   * @param caption one of those encoded
   * @param target receives {@link #contextSize} values
   * @param at the first index written
   * @throws IllegalArgumentException if it was not encoded
   * @throws UncheckedIOException if it cannot be read
   */
  public void copy(String caption, float[] target, int at) {
    Place place = places.get(caption);
    if (place == null) {
      throw missing(caption);
    }
    float[] made = read(place);
    int states = place.tokens() * width;
    Arrays.fill(target, at, at + contextSize(), 0);
    System.arraycopy(made, 0, target, at, states);
    Arrays.fill(target, at + length * width, at + length * width + place.tokens(), 1);
    System.arraycopy(made, states, target, at + length * width + length, width);
  }

  /**
   * The pooled state of a caption.
   *
   * @param caption one of those encoded
   * @return {@link #width} values
   * @throws IllegalArgumentException if it was not encoded
   * @throws UncheckedIOException if it cannot be read
   */
  public float[] pooled(String caption) {
    Place place = places.get(caption);
    if (place == null) {
      throw missing(caption);
    }
    float[] made = read(place);
    return Arrays.copyOfRange(made, made.length - width, made.length);
  }

  private float[] read(Place place) {
    float[] values = new float[(place.tokens() + 1) * width];
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (bytes.hasRemaining()) {
        if (states.read(bytes, place.offset() + bytes.position()) < 0) {
          throw new IOException("it ends too early");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading token states from " + folder, e);
    }
    bytes.flip().asFloatBuffer().get(values);
    return values;
  }

  private IllegalArgumentException missing(String caption) {
    return new IllegalArgumentException(
        "%s has no states of '%s': encode the captions of these data".formatted(folder, caption));
  }

  /**
   * Identifies captions and states.
   *
   * @return a SHA-256 in hexadecimal
   * @throws UncheckedIOException if they cannot be read
   */
  public String fingerprint() {
    try {
      String captions =
          MoreFiles.asByteSource(folder.resolve(CAPTIONS)).hash(Hashing.sha256()).toString();
      String values =
          MoreFiles.asByteSource(folder.resolve(STATES)).hash(Hashing.sha256()).toString();
      return Hashing.sha256().hashString(captions + values, UTF_8).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("reading token states from " + folder, e);
    }
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  @Override
  public void close() {
    try {
      states.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the token states in " + folder, e);
    }
  }
}
