package io.github.diffusion4j.samples.gpt;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ContextVector;
import java.util.List;

/** A subject in the words of a model. */
public sealed interface Wish {
  /**
   * As the model takes it.
   *
   * @param pipeline of the model
   * @return what its samples are asked to show
   */
  ContextVector of(DiffusionPipeline pipeline);

  /**
   * For models with a text encoder.
   *
   * @param prompt the extended prompt
   */
  record Text(String prompt) implements Wish {
    @Override
    public ContextVector of(DiffusionPipeline pipeline) {
      return pipeline.prompt(prompt);
    }

    @Override
    public String toString() {
      return "prompt '" + prompt + "'";
    }
  }

  /**
   * For models that take labels.
   *
   * @param labels of the model; none asks for nothing in particular
   */
  record Labels(List<String> labels) implements Wish {
    /** Copies the list. */
    public Labels {
      labels = List.copyOf(labels);
    }

    @Override
    public ContextVector of(DiffusionPipeline pipeline) {
      return pipeline.context(labels.toArray(String[]::new));
    }

    @Override
    public String toString() {
      return labels.isEmpty() ? "nothing: no label of the model says it" : "labels " + labels;
    }
  }

  /** For models that take nothing. */
  record Unconditional() implements Wish {
    @Override
    public ContextVector of(DiffusionPipeline pipeline) {
      return ContextVector.unconditional();
    }

    @Override
    public String toString() {
      return "nothing: the model takes no conditions";
    }
  }
}
