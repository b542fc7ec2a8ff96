package io.github.diffusion4j.train.latent;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.autoencoder.AutoencoderTraining;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.Source;
import io.github.diffusion4j.train.data.TokenStates;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.network.Autoencoder;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Dark and light images of 3 x 8 x 8, an autoencoder of them and a denoiser of its latents, after a
 * few steps.
 *
 * @param folder of the runs
 * @param texts of the captions
 */
record ToyLatents(Path folder, ToyTexts texts) {
  private static final Duration FOREVER = Duration.ofDays(1);
  private static final TrainingListener SILENT = new TrainingListener() {};
  private static final Shape IMAGES = Shape.of(3, 8, 8);

  /** The folder with vae_encoder and vae_decoder. */
  Path autoencoder(int steps) {
    Path root = folder.resolve("autoencoder");
    Map<String, String> settings =
        Map.of("threads", "1", "batch", "4", "steps", "" + steps, "samples-every", "0");
    try (AutoencoderTraining run =
        AutoencoderTraining.start(root, new Autoencoder(IMAGES, 2, 32, 1), images(), settings)) {
      run.run(FOREVER, SILENT);
    }
    return root.resolve("model");
  }

  /** After three steps. */
  PipelineExport.Parts trained(Map<String, String> changes) {
    Path autoencoder = autoencoder(1);
    Path root = folder.resolve("run");
    TrainingConfig config =
        TrainingConfig.defaults()
            .with("threads", "1")
            .with("batch", "4")
            .with("steps", "3")
            .with("warmup", "1")
            .with("learning-rate", "0.05")
            .with("schedule.steps", "20")
            .with("average-decay", "0.1")
            .with("samples-every", "0")
            .with("evaluate-every", "0");
    for (Map.Entry<String, String> change : changes.entrySet()) {
      config = config.with(change.getKey(), change.getValue());
    }
    try (TokenStates tokens = texts.tokens();
        LatentTraining run =
            LatentTraining.start(
                root,
                Networks.dit(Shape.of(2, 2, 2), ToyTexts.LENGTH, ToyTexts.WIDTH, 1, 32, 1),
                LatentData.of(images(), tokens, autoencoder, 1),
                autoencoder,
                config)) {
      run.run(FOREVER, SILENT);
    }
    return new PipelineExport.Parts(root, autoencoder, texts.folder());
  }

  private static Dataset images() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      SplittableRandom random = new SplittableRandom(i);
      float[] image = new float[IMAGES.size()];
      for (int p = 0; p < image.length; p++) {
        image[p] = (i % 2 == 0 ? -1 : 1) * (float) random.nextDouble();
      }
      String word = i % 2 == 0 ? "dark" : "light";
      List<String> captions = List.of("a " + word + " one", word);
      examples.add(new Example("image" + i, image, new float[0], captions));
    }
    return Dataset.of(IMAGES, List.of(), Source.unattributed("shades"), examples, List.of());
  }
}
