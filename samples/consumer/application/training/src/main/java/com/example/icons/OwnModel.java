package com.example.icons;

import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.ImageFolder;
import io.github.diffusion4j.train.data.InvalidImages;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** An application that trains, on images of its own. */
public final class OwnModel {
  private OwnModel() {}

  /** Takes two steps, and leaves a model in the run's folder. */
  public static void train(Path images, Path run) {
    Dataset data = ImageFolder.read(images, Optional.empty(), InvalidImages.SKIP);
    Network network = Networks.unet(data.shape(), data.labels().size(), 32);
    TrainingConfig config =
        TrainingConfig.defaults()
            .with("steps", "2")
            .with("batch", "2")
            .with("threads", "1")
            .with("schedule.steps", "100")
            .with("log-every", "1")
            .with("samples-every", "0");
    try (Trainer trainer = Trainer.start(run, network, data, config)) {
      trainer.run(Duration.ofMinutes(5), new TrainingListener() {});
    }
  }
}
