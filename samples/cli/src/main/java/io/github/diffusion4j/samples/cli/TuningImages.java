package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.ImageFolder;
import io.github.diffusion4j.train.data.InvalidImages;
import io.github.diffusion4j.train.data.Sizing;
import io.github.diffusion4j.train.data.TokenStates;
import io.github.diffusion4j.train.finetune.BaseModel;
import io.github.diffusion4j.train.finetune.TuningData;
import io.github.diffusion4j.train.latent.LatentData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a model is fine-tuned on. */
final class TuningImages implements AutoCloseable {
  private static final int SMALLER = 4; // latents, by side

  @Option(
      names = "--subject",
      paramLabel = "DIR",
      description = "A folder with three to five images of one subject (DreamBooth).")
  private @Nullable Path subject;

  @Option(
      names = "--token",
      paramLabel = "WORD",
      description = "What the subject is called: a word that the model does not know, such as sks.")
  private String token = "";

  @Option(
      names = "--class",
      paramLabel = "NOUN|LABELS",
      description = {
        "What kind of thing the subject is: a noun, such as cat; for models with labels, one or",
        "several of them, such as smiley."
      })
  private String ofClass = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "In place of a subject: a folder of images of a style, with a sub-folder per label, or",
        "captions in metadata.jsonl or metadata.csv."
      })
  private @Nullable Path data;

  @Option(
      names = "--autoencoder",
      paramLabel = "DIR",
      description = "For models of latents: the folder with vae_encoder.")
  private @Nullable Path autoencoder;

  @Option(
      names = "--captions",
      paramLabel = "DIR",
      description = {
        "For models of latents: the token states of the captions, from a text encoder; of a subject",
        "'a TOKEN NOUN' and 'a NOUN'."
      })
  private @Nullable Path captions;

  private @Nullable TokenStates tokens;

  /** Refuses options that contradict each other. */
  void check() {
    if ((subject == null) == (data == null)) {
      throw new IllegalArgumentException(
          subject == null
              ? "neither --subject nor --data: give the folder of a subject, or that of a style"
              : "--subject %s with --data %s: a subject or a style, give one"
                  .formatted(subject, data));
    }
    boolean named = !token.isBlank() && !ofClass.isBlank();
    if (subject != null && !named) {
      throw new IllegalArgumentException(
          "--subject %s without --token and --class: name it, such as --token sks --class smiley"
              .formatted(subject));
    }
    if (data != null && !(token.isEmpty() && ofClass.isEmpty())) {
      throw new IllegalArgumentException(
          "--token '%s' and --class '%s' with --data: they name a subject; leave them out"
              .formatted(token, ofClass));
    }
    if ((autoencoder == null) != (captions == null)) {
      throw new IllegalArgumentException(
          "%s: models of latents take both, --autoencoder and --captions"
              .formatted(autoencoder == null ? "--captions alone" : "--autoencoder alone"));
    }
  }

  /** Reads images in the size of the model, and encodes them if it is one of latents. */
  TuningData read(BaseModel base, int threads) {
    boolean words = base.card().context().labels().isEmpty() && base.network().contextSize() > 0;
    if (words && captions == null) {
      throw new IllegalArgumentException(
          "%s draws latents from captions: give --autoencoder and --captions"
              .formatted(base.card().name()));
    }
    return captions == null ? pixels(base) : latents(base, captions, threads);
  }

  private TuningData pixels(BaseModel base) {
    Dataset images = images(base.network().shape(), 1);
    return subject == null
        ? TuningData.labelled(base, images)
        : TuningData.subject(base, images, token, labels());
  }

  private TuningData latents(BaseModel base, Path states, int threads) {
    tokens = TokenStates.open(states);
    Dataset images = images(base.network().shape(), SMALLER);
    Path encoder = Optional.ofNullable(autoencoder).orElseThrow();
    if (subject == null) {
      return TuningData.captioned(LatentData.of(images, tokens, encoder, threads));
    }
    String classCaption = "a " + ofClass;
    tokens.require(List.of(classCaption));
    Dataset captioned = TuningData.captionedBy(images, "a " + token + " " + ofClass);
    return TuningData.subject(LatentData.of(captioned, tokens, encoder, threads), classCaption);
  }

  private Dataset images(Shape samples, int factor) {
    Path folder = Optional.ofNullable(subject).or(() -> Optional.ofNullable(data)).orElseThrow();
    if (folder.toString().isBlank() || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "%s '%s': no such folder; give one with images"
              .formatted(subject == null ? "--data" : "--subject", folder));
    }
    Sizing sizing = Sizing.resizedTo(factor * samples.dimension(1), factor * samples.dimension(2));
    Dataset images =
        FileInputs.of(() -> ImageFolder.read(folder, Optional.of(sizing), InvalidImages.SKIP));
    return samples.dimension(0) == 1 && factor == 1 ? images.grey() : images;
  }

  private List<String> labels() {
    return List.of(ofClass.trim().split("\\s*,\\s*"));
  }

  /** What generate is asked by for what was learned; empty for latents, which it cannot decode. */
  Optional<String> asked() {
    if (captions != null) {
      return Optional.empty();
    }
    return Optional.of(
        subject == null ? "" : " --context " + String.join(",", labels()) + "," + token);
  }

  @Override
  public void close() {
    if (tokens != null) {
      tokens.close();
    }
  }
}
