package io.github.diffusion4j.samples.bench;

import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.onnx.OnnxExport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A model that is measured.
 *
 * @param name for tables
 * @param file of the model, in memory
 */
record Subject(String name, ModelFile.InMemory file) {

  static Subject icons() {
    return new Subject("icons16", (ModelFile.InMemory) ModelFile.named("icons16"));
  }

  static Subject convolutions() {
    return of("tiny-conv", new TinyConvolutions());
  }

  static Subject perceptron() {
    return of("tiny-mlp", new TinyPerceptron());
  }

  /** A network with the weights it would start a training with: they cost what others cost. */
  static Subject of(String name, Network network) {
    try {
      Path folder = Files.createTempDirectory("bench");
      Path file = folder.resolve(name + ".onnx");
      try {
        OnnxExport.write(network, NetworkSummary.of(network).initialValues(1), card(network), file);
        return new Subject(name, new ModelFile.InMemory(name, Files.readAllBytes(file), Map.of()));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": the network cannot be written", e);
    }
  }

  byte[] bytes() {
    return file.bytes();
  }

  private static Map<String, String> card(Network network) {
    return Map.of(
        "diffusion.shape", network.shape().toString(),
        "diffusion.schedule", "cosine",
        "diffusion.schedule.steps", "1000",
        "diffusion.prediction", "v",
        "diffusion.time", "fraction");
  }
}
