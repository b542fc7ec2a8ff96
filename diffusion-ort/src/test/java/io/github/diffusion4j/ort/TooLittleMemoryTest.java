package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.model.ModelFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A sound model that does not fit into memory is not called damaged. */
class TooLittleMemoryTest {
  private static final long WEIGHTS = 1 << 29;

  /** 2 GiB of weights, in a file without blocks on the disk, for a process of 1.8 GB. */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "the limit")
  void isSaidOfAModelOnDisk(@TempDir Path folder) throws Exception {
    try (RandomAccessFile weights =
        new RandomAccessFile(folder.resolve("weights.bin").toFile(), "rw")) {
      weights.setLength(4 * WEIGHTS);
    }
    ModelFile file =
        ToyModel.ofBatch(-1)
            .time(DataType.FLOAT, -1)
            .weightsIn("weights.bin", WEIGHTS)
            .output(-1, 2, 4, 4);
    Path model = folder.resolve("large.onnx");
    Files.write(model, ((ModelFile.InMemory) file).bytes());
    String answer =
        new ChildJvm()
            .after("ulimit -v 1800000")
            .option("-Xmx64m")
            .option("-XX:ReservedCodeCacheSize=32m")
            .option("-XX:CompressedClassSpaceSize=32m")
            .option("-Dmodel=" + model)
            .run("open");
    assertTrue(answer.contains("large.onnx: too little memory to open this model of"), answer);
    assertTrue(answer.contains("raise a memory limit"), answer);
  }

  /** ONNX Runtime has one code for bytes that it cannot understand and for those it cannot hold. */
  @Test
  void isNotRuledOutForManyBytesInMemory() throws IOException {
    ModelFile file = new ModelFile.InMemory("bytes.onnx", new byte[1 << 20], Map.of());
    Refused.with(
        IllegalArgumentException.class,
        () -> OrtDenoiser.open(file),
        "cut short, or too little memory to read it (1048576 bytes)",
        "give the process more memory");
  }
}
