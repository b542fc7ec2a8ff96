package io.github.diffusion4j.train.latent;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.engine.DjlNetwork;
import io.github.diffusion4j.train.engine.Loss;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.engine.TorchSession;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.onnx.OnnxFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One half of a trained autoencoder, run on DJL: images to moments of latents, or latents to
 * images.
 *
 * <p>Not thread-safe.
 */
final class LatentCodec implements AutoCloseable {
  static final int ROWS = 32;

  private final OnnxFile file;
  private final Network network;
  private final DjlNetwork djl;
  private final double scalingFactor;

  private LatentCodec(OnnxFile file, Network network, DjlNetwork djl, double scalingFactor) {
    this.file = file;
    this.network = network;
    this.djl = djl;
    this.scalingFactor = scalingFactor;
  }

  /**
   * Opens a component.
   *
   * @param folder {@code vae_encoder} or {@code vae_decoder} of a training
   */
  static LatentCodec open(Path folder, int threads) {
    double factor = scalingFactor(folder.resolve("config.json"));
    OnnxFile file = OnnxFile.read(ModelFile.at(folder.resolve("model.onnx")));
    Network network = file.network();
    ParameterLayout layout = ParameterLayout.of(network);
    DjlNetwork djl =
        new DjlNetwork(network, layout, Loss.SQUARED, ROWS, () -> TorchSession.open(threads));
    djl.load(layout.flat(file.floats()));
    return new LatentCodec(file, network, djl, factor);
  }

  private static double scalingFactor(Path config) {
    try {
      JsonObject json = JsonParser.parseString(Files.readString(config)).getAsJsonObject();
      double factor = json.has("scaling_factor") ? json.get("scaling_factor").getAsDouble() : 0;
      if (!(factor > 0)) {
        throw new IllegalArgumentException(
            config + " has no scaling_factor above 0; export the autoencoder again");
      }
      return factor;
    } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
      throw new IllegalArgumentException(config + " is damaged; export the autoencoder again", e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + config, e);
    }
  }

  /** What it takes. */
  Shape shape() {
    return network.shape();
  }

  /** What latents are multiplied by for the denoiser. */
  double scalingFactor() {
    return scalingFactor;
  }

  /** Identifies it. */
  String sha256() {
    return file.sha256();
  }

  /** At most {@link #ROWS} rows. */
  float[] run(int rows, float[] x) {
    return djl.predict(rows, x, new float[rows], new float[0]);
  }

  @Override
  public void close() {
    djl.close();
  }
}
