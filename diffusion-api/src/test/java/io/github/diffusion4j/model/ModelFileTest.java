package io.github.diffusion4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models where people have them: beside debris, in runs, on the class path of any loader. */
class ModelFileTest {
  private final Path folder;

  ModelFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "._model.onnx",
        ".model.onnx",
        "__MACOSX/._model.onnx",
        "@eaDir/model.onnx/x",
        ".DS_Store",
        "x.onnx/part",
        "model.onnx.tmp",
        "model.onnx_data",
        "model/other.onnx"
      })
  void debrisIsNoModel(String debris) throws IOException {
    Path model = write("model.onnx");
    write(debris);
    assertEquals(model, found(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MODEL.ONNX", "Model.Onnx"})
  void theEndingMayBeInCapitals(String name) throws IOException {
    Path model = write(name);
    Files.writeString(folder.resolve(name.substring(0, 5) + ".properties"), "name = loud");
    assertEquals(model, found(folder));
    assertEquals(Map.of("name", "loud"), ModelFile.at(folder).properties());
  }

  @Test
  void ofTwoBothAreNamed() throws IOException {
    write("b.onnx");
    write("A.ONNX");
    String message = refused(() -> ModelFile.at(folder));
    assertTrue(message.contains("A.ONNX, ") && message.contains("b.onnx]: name one"), message);
  }

  @Test
  void aRunIsItsModel() throws IOException {
    write("checkpoint.zip");
    Path model = write("model/model.onnx");
    assertEquals(model, found(folder));
  }

  @Test
  void aRunWithoutAModelIsRefused() throws IOException {
    write("model/._model.onnx");
    assertTrue(refused(() -> ModelFile.at(folder)).contains("holds no model"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/path/model.onnx", "./model", "C:\\models\\m", "model.onnx", "M.ONNX", "src"})
  void aStringThatIsAPathIsTold(String path) {
    String message = refused(() -> ModelFile.named(path));
    assertTrue(
        message.endsWith("load a file with Path.of(\"" + path.replace("\\", "\\\\") + "\")"),
        message);
  }

  @Test
  void namesAreFoundWhateverTheThreadsClassLoader() throws InterruptedException {
    for (ClassLoader loader :
        new ClassLoader[] {
          null, ClassLoader.getPlatformClassLoader(), ModelFileTest.class.getClassLoader()
        }) {
      StringBuilder found = new StringBuilder();
      Thread thread =
          new Thread(() -> found.append(ModelFile.named("resource").properties().get("name")));
      thread.setContextClassLoader(loader);
      thread.start();
      thread.join();
      assertEquals("found", found.toString());
    }
  }

  private static Path found(Path folder) {
    return ((ModelFile.OnDisk) ModelFile.at(folder)).path();
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[] {1});
  }

  private static String refused(org.junit.jupiter.api.function.Executable call) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
