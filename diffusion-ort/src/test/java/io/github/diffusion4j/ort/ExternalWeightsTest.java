package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.model.ModelFile;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that keep weights in other files, and models in other file systems. */
class ExternalWeightsTest {
  private static final int LARGE = 200_000;

  @Test
  void oneByteOfThemMakesAnotherFingerprint(@TempDir Path folder) throws IOException {
    Path a = model(folder.resolve("a"), "w.bin");
    Path b = model(folder.resolve("b"), "w.bin");
    Path c = model(folder.resolve("c"), "w.bin");
    byte[] weights = Files.readAllBytes(b.resolveSibling("w.bin"));
    weights[LARGE / 2] = 1;
    Files.write(b.resolveSibling("w.bin"), weights);
    assertEquals(fingerprint(a), fingerprint(c));
    assertNotEquals(fingerprint(a), fingerprint(b));
    assertTrue(fingerprint(a).matches("[0-9a-f]{64}"));
  }

  @Test
  void theyAreUsed(@TempDir Path folder) throws IOException {
    Path path = model(folder, "deep/w.bin");
    try (OrtDenoiser model = OrtDenoiser.open(path)) {
      float[] raw = Rows.of(model.card(), 0, 1).evaluate(model);
      Files.write(folder.resolve("deep/w.bin"), number(3));
      try (OrtDenoiser other = OrtDenoiser.open(path)) {
        assertEquals(raw[0] + 1, Rows.of(other.card(), 0, 1).evaluate(other)[0], 1e-5);
      }
    }
  }

  @Test
  void changedAfterOpeningTheyAreUnknown(@TempDir Path folder) throws IOException {
    try (OrtDenoiser model = OrtDenoiser.open(model(folder, "w.bin"))) {
      Files.write(folder.resolve("w.bin"), number(7));
      assertTrue(model.fingerprint().startsWith("unknown: "), model::fingerprint);
      assertTrue(model.fingerprint().contains("w.bin was changed"), model::fingerprint);
    }
  }

  @Test
  void ofOneFileItIsThatOfTheFile(@TempDir Path folder) throws IOException {
    Path path = write(folder, toy());
    assertEquals(Sha256.of(path), fingerprint(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../w.bin", "deep/../../w.bin", "/tmp/w.bin", "..", ""})
  void outsideOfTheFolderTheyAreRefused(String location, @TempDir Path folder) throws IOException {
    Files.write(folder.resolve("w.bin"), number(2));
    Path path = write(folder.resolve("inner"), toy().external(location));
    Refused.with(
        IllegalArgumentException.class,
        () -> OrtDenoiser.open(path),
        "toy.onnx: its weights lie in " + location + ", outside of its folder; put them beside");
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.bin", "*/_ORT_MEM_ADDR_/*"})
  void missingTheyAreRefused(String location, @TempDir Path folder) throws IOException {
    Path path = write(folder, toy().external(location));
    Refused.with(
        IllegalArgumentException.class,
        () -> OrtDenoiser.open(path),
        "toy.onnx: its weights lie in another file, ",
        "which is not there; copy it beside the model");
  }

  @Test
  void inMemoryThereAreNone() {
    Refused.with(
        IllegalArgumentException.class,
        () -> OrtDenoiser.open(toy().external("w.bin").output(-1, 2, 4, 4)),
        "toy.onnx: its weights lie in another file, w.bin, and a model of the class path or in memory holds all its weights");
  }

  @Test
  void aModelInAnArchiveIsOpened(@TempDir Path folder) throws IOException {
    try (FileSystem zip = archive(folder)) {
      Path path = write(zip.getPath("/models"), toy());
      Files.writeString(path.resolveSibling("toy.properties"), "name = zipped");
      try (OrtDenoiser model = OrtDenoiser.open(zip.getPath("/models"))) {
        assertEquals("zipped", model.card().name());
        assertEquals(2 * 4 * 4, Rows.of(model.card(), 0, 1).evaluate(model).length);
        assertEquals(Sha256.of(path), model.fingerprint());
      }
    }
  }

  @Test
  void inAnArchiveAllWeightsAreInTheModel(@TempDir Path folder) throws IOException {
    try (FileSystem zip = archive(folder)) {
      Path path = model(zip.getPath("/models"), "w.bin");
      Refused.with(
          IllegalArgumentException.class,
          () -> OrtDenoiser.open(path),
          "toy.onnx: its weights lie in another file, w.bin, and only a model on a disk can have such; unpack the archive");
    }
  }

  private static FileSystem archive(Path folder) throws IOException {
    return FileSystems.newFileSystem(
        URI.create("jar:" + folder.resolve("models.zip").toUri()), Map.of("create", "true"));
  }

  private static ToyModel toy() {
    return ToyModel.ofBatch(-1).time(DataType.FLOAT, -1);
  }

  private static Path model(Path folder, String weights) throws IOException {
    Path beside = folder.resolve(weights);
    Files.createDirectories(beside.getParent());
    Files.write(beside, number(2));
    return write(folder, toy().external(weights));
  }

  private static Path write(Path folder, ToyModel toy) throws IOException {
    Files.createDirectories(folder);
    byte[] bytes = ((ModelFile.InMemory) toy.output(-1, 2, 4, 4)).bytes();
    return Files.write(folder.resolve("toy.onnx"), bytes);
  }

  /** A number, and many bytes that nobody looks at. */
  private static byte[] number(float value) {
    return ByteBuffer.allocate(LARGE).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
  }

  private static String fingerprint(Path path) {
    try (OrtDenoiser model = OrtDenoiser.open(path)) {
      return model.fingerprint();
    }
  }
}
