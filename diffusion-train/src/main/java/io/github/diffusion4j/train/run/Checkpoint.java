package io.github.diffusion4j.train.run;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.files.AtomicFile;
import io.github.diffusion4j.train.engine.Convolutions;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.io.Settings;
import io.github.diffusion4j.train.io.SortedProperties;
import io.github.diffusion4j.train.learn.Progress;
import io.github.diffusion4j.train.learn.TrainingState;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A training state on disk: a zip of one file of little-endian float32 per parameter and array, and
 * one of properties. Parameters go by name, so it outlives a change of their order; the zip's
 * checksums find damage.
 */
public final class Checkpoint {
  private static final Logger LOG = System.getLogger(Checkpoint.class.getName());
  private static final String ENDING = ".f32";
  private static final String CONVOLUTIONS = "convolutions";
  private static final String PROGRESS = "progress.properties";

  private Checkpoint() {}

  /** Writes a checkpoint and keeps the one before it; at no moment is there none that is whole. */
  public static void write(RunFolder folder, ParameterLayout layout, TrainingState state) {
    AtomicFile.write(
        folder.nextCheckpoint(),
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.setLevel(0); // floats of a network do not shrink
          zip.putNextEntry(entry(PROGRESS));
          zip.write(SortedProperties.of(progress(state)));
          for (Map.Entry<String, float[]> array : arrays(state).entrySet()) {
            for (Map.Entry<String, float[]> part : layout.byName(array.getValue()).entrySet()) {
              zip.putNextEntry(entry(array.getKey() + "/" + part.getKey() + ENDING));
              zip.write(bytes(part.getValue()));
            }
          }
          zip.finish();
        });
    if (Files.exists(folder.checkpoint())) {
      move(folder.checkpoint(), folder.previousCheckpoint());
    }
    move(folder.nextCheckpoint(), folder.checkpoint());
  }

  /** Reads the latest checkpoint that is whole. */
  public static TrainingState read(RunFolder folder, ParameterLayout layout) {
    try {
      return read(folder.checkpoint(), layout);
    } catch (IOException e) {
      LOG.log(
          Logger.Level.WARNING, folder.checkpoint() + " cannot be read; trying the one before", e);
    }
    try {
      return read(folder.previousCheckpoint(), layout);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " holds no checkpoint that can be read", e);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot move " + from + " to " + to, e);
    }
  }

  private static TrainingState read(Path file, ParameterLayout layout) throws IOException {
    Map<String, Map<String, float[]>> arrays = new HashMap<>();
    Map<String, String> progress = Map.of();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        byte[] content = zip.readAllBytes();
        if (name.equals(PROGRESS)) {
          progress = SortedProperties.parse(content);
        } else {
          int slash = name.indexOf('/');
          arrays
              .computeIfAbsent(name.substring(0, slash), array -> new HashMap<>())
              .put(name.substring(slash + 1, name.length() - ENDING.length()), floats(content));
        }
      }
    }
    if (progress.isEmpty()) {
      throw new IOException(file + " is no checkpoint");
    }
    return new TrainingState(
        layout.flat(arrays.getOrDefault("weights", Map.of())),
        layout.flat(arrays.getOrDefault("average", Map.of())),
        layout.flat(arrays.getOrDefault("first-moment", Map.of())),
        layout.flat(arrays.getOrDefault("second-moment", Map.of())),
        convolutions(progress),
        progress(new Settings(progress)));
  }

  /** Without the time of day: the same state, the same bytes. */
  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    return entry;
  }

  private static Map<String, float[]> arrays(TrainingState state) {
    return ImmutableMap.of( // in this order in the file
        "weights", state.weights(),
        "average", state.average(),
        "first-moment", state.firstMoment(),
        "second-moment", state.secondMoment());
  }

  private static Map<String, String> progress(TrainingState state) {
    Progress progress = state.progress();
    return ImmutableMap.of(
        "step",
        Long.toString(progress.step()),
        "pictures",
        Long.toString(progress.pictures()),
        "loss-sum",
        Double.toString(progress.lossSum()),
        "loss-count",
        Long.toString(progress.lossCount()),
        CONVOLUTIONS,
        Settings.text(state.convolutions()));
  }

  private static Set<Convolutions> convolutions(Map<String, String> progress) {
    String unknown = Settings.text(Convolutions.UNKNOWN);
    List<String> names = Splitter.on(',').splitToList(progress.getOrDefault(CONVOLUTIONS, unknown));
    return Arrays.stream(Convolutions.values())
        .filter(kind -> names.contains(Settings.text(kind)))
        .collect(Collectors.toSet());
  }

  private static Progress progress(Settings settings) {
    return new Progress(
        settings.whole("step"),
        settings.whole("pictures"),
        settings.number("loss-sum"),
        settings.whole("loss-count"));
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
