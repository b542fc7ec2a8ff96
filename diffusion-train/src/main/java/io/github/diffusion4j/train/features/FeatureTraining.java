package io.github.diffusion4j.train.features;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import com.google.common.io.MoreFiles;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.TokenStates;
import io.github.diffusion4j.train.engine.Batch;
import io.github.diffusion4j.train.engine.Convolutions;
import io.github.diffusion4j.train.engine.DjlNetwork;
import io.github.diffusion4j.train.engine.Loss;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.engine.TorchEngine;
import io.github.diffusion4j.train.engine.TorchSession;
import io.github.diffusion4j.train.io.Settings;
import io.github.diffusion4j.train.learn.OptimizerStep;
import io.github.diffusion4j.train.learn.Progress;
import io.github.diffusion4j.train.learn.RandomStreams;
import io.github.diffusion4j.train.learn.ShuffledOrder;
import io.github.diffusion4j.train.learn.TrainingState;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.onnx.OnnxExport;
import io.github.diffusion4j.train.recipe.Optimization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ObjLongConsumer;

/**
 * Trains a {@link FeatureNetwork}: to recognize the labels of the images of a training split, and,
 * where there are captions, to tell them from others'. Once a linear map of the features gives the
 * labels, the features describe what the labels mean.
 *
 * <p>The same data give the same file on the same machine.
 */
public final class FeatureTraining {
  /** Counted up whenever a change makes features, and so distances on them, other ones. */
  private static final String VERSION = "1";

  private static final int FEATURES = 64;
  private static final long SEED = 1;
  private static final int THREADS = 1; // bits depend on it, and a small network gains little
  private static final int DAMAGED = 4; // one in four

  /** What is enough for icons of 16x16. */
  public static final Optimization RECIPE =
      new Optimization(2500, 64, 2e-3, 100, 0.5, 0.9, 0.999, 0.05, 1, 0.998);

  private final Optimization recipe;
  private final Dataset data;
  private final FeatureTargets targets;
  private final Network network;
  private final Jitter jitter;

  /**
   * A training without captions, not yet begun.
   *
   * @param data its training split is trained on; its held-out split measures
   * @param groups labels of the data that exclude each other
   */
  public FeatureTraining(Dataset data, List<LabelGroup> groups) {
    this(data, groups, Optional.empty(), RECIPE);
  }

  /**
   * A training, not yet begun.
   *
   * @param data its training split is trained on; its held-out split measures
   * @param groups labels of the data that exclude each other
   * @param captions states of all captions of the data, their pooled states of length 1; stay the
   *     caller's to close
   * @param recipe of the training
   * @throws IllegalArgumentException if an image has no caption, or a caption no states
   */
  public FeatureTraining(
      Dataset data, List<LabelGroup> groups, Optional<TokenStates> captions, Optimization recipe) {
    captions.ifPresent(states -> checkCaptions(data, states));
    this.recipe = recipe;
    this.data = data;
    this.targets = FeatureTargets.of(data.labels(), groups, captions);
    this.network = Networks.classifier(data.shape(), FEATURES, targets.size());
    this.jitter = new Jitter(data.shape());
  }

  private static void checkCaptions(Dataset data, TokenStates states) {
    for (int i = 0; i < data.size(); i++) {
      if (data.example(i).captions().isEmpty()) {
        throw new IllegalArgumentException(
            "%s of %s has no caption: write one into metadata.jsonl"
                .formatted(data.example(i).name(), data.source().name()));
      }
      states.require(data.example(i).captions());
    }
  }

  /**
   * Trains, minutes long, and writes the file.
   *
   * @param file the ONNX file; its card holds labels, data, version and accuracies
   * @param progress receives the steps taken and the loss, now and then
   * @return for each group, the share of held-out images whose class is recognized
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public Map<String, Double> run(Path file, ObjLongConsumer<Float> progress) {
    ParameterLayout layout = ParameterLayout.of(network);
    TrainingState state = TrainingState.initial(layout.initial(SEED));
    Loss loss = targets.loss(FEATURES);
    try (DjlNetwork djl =
        new DjlNetwork(network, layout, loss, recipe.batch(), () -> TorchSession.open(THREADS))) {
      descend(djl, layout, state, progress);
    }
    Map<String, float[]> weights = layout.byName(state.average());
    write(file, weights, Map.of());
    Map<String, Double> accuracies = accuracies(file);
    ImmutableMap.Builder<String, String> told = ImmutableMap.builder();
    accuracies.forEach(
        (group, share) ->
            told.put("held-out-accuracy." + group, String.format(Locale.ROOT, "%.4f", share)));
    write(file, weights, told.buildOrThrow());
    return accuracies;
  }

  private void descend(
      DjlNetwork djl,
      ParameterLayout layout,
      TrainingState state,
      ObjLongConsumer<Float> progress) {
    Dataset training = data.training();
    ShuffledOrder order = new ShuffledOrder(training.size(), SEED);
    OptimizerStep descent = new OptimizerStep(layout, recipe);
    for (long step = 0; step < recipe.steps(); step++) {
      Batch batch = batch(training, order, state.progress());
      djl.load(state.weights());
      long seed = RandomStreams.DROPOUT.key(SEED, step);
      OptimizerStep.Step taken =
          descent.step(state, batch.rows(), gradient -> djl.gradient(batch, gradient, seed));
      progress.accept(taken.loss(), step + 1);
    }
  }

  private Batch batch(Dataset training, ShuffledOrder order, Progress now) {
    int size = data.shape().size();
    Batch batch = Batch.empty(recipe.batch(), size, 0, targets.size());
    Arrays.fill(batch.weight(), 1);
    for (int row = 0; row < batch.rows(); row++) {
      long position = now.images() + row;
      long key = RandomStreams.AUGMENTATION.key(SEED, position);
      Example example = training.example(order.at(position));
      example.copyImage(batch.x(), row * size);
      if (row % DAMAGED == 0) {
        Example other = training.example(order.at(now.images() + row + 1));
        damage(batch, row, other, new SplittableRandom(key));
      } else {
        SplittableRandom choices = new SplittableRandom(key);
        targets.label(example, choices, batch.target(), row * targets.size());
      }
      jitter.apply(batch.x(), row * size, key);
    }
    return batch;
  }

  private void damage(Batch batch, int row, Example other, SplittableRandom random) {
    int size = data.shape().size();
    float[] image = Arrays.copyOfRange(batch.x(), row * size, (row + 1) * size);
    float[] second = new float[size];
    other.copyImage(second, 0);
    Corruption damage = Corruption.drawn(random);
    float[] damaged = damage.of(image, second, data.shape(), random);
    System.arraycopy(damaged, 0, batch.x(), row * size, size);
    targets.damage(damage, batch.target(), row * targets.size());
  }

  private Map<String, Double> accuracies(Path file) {
    Dataset heldOut = data.heldOut();
    ClassifierOutput seen;
    try (FeatureNetwork features = FeatureNetwork.open(ModelFile.at(file))) {
      seen = features.look(heldOut.images());
    }
    ImmutableMap.Builder<String, Double> accuracies = ImmutableMap.builder();
    for (int g = 0; g < targets.groups().size(); g++) {
      LabelGroup group = targets.groups().get(g);
      int right = 0;
      for (int i = 0; i < heldOut.size(); i++) {
        int asked = group.classOf(heldOut.example(i).context(), data.labels());
        right += seen.classes().get(g)[i] == asked ? 1 : 0;
      }
      accuracies.put(group.name(), (double) right / heldOut.size());
    }
    targets
        .captions()
        .ifPresent(states -> accuracies.put("caption", retrieved(heldOut, seen, states)));
    return accuracies.buildOrThrow();
  }

  /** Among the own captions of images with the same labels, as far as there are enough. */
  private static double retrieved(Dataset images, ClassifierOutput seen, TokenStates states) {
    ListMultimap<ContextVector, float[]> pools = ArrayListMultimap.create();
    List<float[]> own = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      own.add(states.pooled(images.example(i).captions().get(0)));
      pools.put(images.example(i).context(), own.get(i));
    }
    int found = 0;
    int asked = 0;
    for (int i = 0; i < images.size(); i++) {
      List<float[]> pool = pools.get(images.example(i).context());
      if (pool.size() >= Retrieval.OF_50.among()) {
        found += Retrieval.OF_50.finds(i, seen.texts()[i], own.get(i), pool) ? 1 : 0;
        asked++;
      }
    }
    return asked == 0 ? 0 : (double) found / asked;
  }

  private void write(Path file, Map<String, float[]> weights, Map<String, String> accuracies) {
    ImmutableMap<String, String> others =
        ImmutableMap.<String, String>builder()
            .put("data.name", data.source().name())
            .put("data.author", data.source().author())
            .put("data.licence", data.source().licence())
            .put("data.trained-on", Integer.toString(data.training().size()))
            .put("data.held-out", Integer.toString(data.heldOut().size()))
            .put(Convolutions.KEY, Settings.text(TorchEngine.start().convolutions()))
            .putAll(accuracies)
            .buildOrThrow();
    String name = MoreFiles.getNameWithoutExtension(file);
    FeatureCard card = FeatureCard.of(name, VERSION, network, targets, others);
    OnnxExport.write(network, weights, card.metadata(), file);
  }
}
