package io.github.diffusion4j.train.features;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.engine.Batch;
import io.github.diffusion4j.train.engine.Convolutions;
import io.github.diffusion4j.train.engine.DjlNetwork;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ObjLongConsumer;

/**
 * Trains a {@link FeatureNetwork}: to recognize the labels of the images of a training split. Once
 * a linear map of the features gives the labels, the features describe what the labels mean.
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
  private static final Optimization RECIPE =
      new Optimization(2500, 64, 2e-3, 100, 0.5, 0.9, 0.999, 0.05, 1, 0.998);

  private final Optimization recipe;
  private final Dataset data;
  private final List<LabelGroup> groups;
  private final Network network;
  private final Jitter jitter;
  private final int classes;

  /**
   * A training, not yet begun.
   *
   * @param data its training split is trained on; its held-out split measures
   * @param groups labels of the data that exclude each other
   */
  public FeatureTraining(Dataset data, List<LabelGroup> groups) {
    this(data, groups, RECIPE);
  }

  FeatureTraining(Dataset data, List<LabelGroup> groups, Optimization recipe) {
    this.recipe = recipe;
    this.data = data;
    this.groups = ImmutableList.<LabelGroup>builder().addAll(groups).add(Corruption.GROUP).build();
    this.classes = this.groups.stream().mapToInt(LabelGroup::classes).sum();
    this.network = Networks.classifier(data.shape(), FEATURES, classes);
    this.jitter = new Jitter(data.shape());
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
    CrossEntropy loss = new CrossEntropy(FEATURES, groups);
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
    Batch batch = Batch.empty(recipe.batch(), size, 0, classes);
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
        label(batch, row, example);
      }
      jitter.apply(batch.x(), row * size, key);
    }
    return batch;
  }

  private void label(Batch batch, int row, Example example) {
    int at = row * classes;
    for (LabelGroup group : groups) {
      batch.target()[at + group.classOf(example.context(), data.labels())] = 1;
      at += group.classes();
    }
  }

  /** Of a damaged image only the damage, the last group, is asked: the rest may be gone. */
  private void damage(Batch batch, int row, Example other, SplittableRandom random) {
    int size = data.shape().size();
    float[] image = Arrays.copyOfRange(batch.x(), row * size, (row + 1) * size);
    float[] second = new float[size];
    other.copyImage(second, 0);
    Corruption damage = Corruption.drawn(random);
    float[] damaged = damage.of(image, second, data.shape(), random);
    System.arraycopy(damaged, 0, batch.x(), row * size, size);
    int lastGroup = (row + 1) * classes - Corruption.GROUP.classes();
    batch.target()[lastGroup + damage.classOf()] = 1;
  }

  private Map<String, Double> accuracies(Path file) {
    Dataset heldOut = data.heldOut();
    ClassifierOutput seen;
    try (FeatureNetwork features = FeatureNetwork.open(ModelFile.at(file))) {
      seen = features.look(heldOut.images());
    }
    ImmutableMap.Builder<String, Double> accuracies = ImmutableMap.builder();
    for (int g = 0; g < groups.size(); g++) {
      int right = 0;
      for (int i = 0; i < heldOut.size(); i++) {
        if (seen.classes().get(g)[i]
            == groups.get(g).classOf(heldOut.example(i).context(), data.labels())) {
          right++;
        }
      }
      accuracies.put(groups.get(g).name(), (double) right / heldOut.size());
    }
    return accuracies.buildOrThrow();
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
    FeatureCard card = FeatureCard.of(name, VERSION, network, groups, others);
    OnnxExport.write(network, weights, card.metadata(), file);
  }
}
