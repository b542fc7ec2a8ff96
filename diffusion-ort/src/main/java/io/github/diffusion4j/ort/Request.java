package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtLoraAdapter;
import io.github.diffusion4j.model.ActiveAdapter;
import io.github.diffusion4j.model.Adapter;
import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * What {@link OrtDenoiser#evaluate} was asked.
 *
 * @param x the network's input
 * @param levels one per row
 * @param contexts one per row
 * @param stop says whether it is still wanted
 * @param adapters that are active
 * @param opened what ONNX Runtime holds of them
 */
record Request(
    Tensor x,
    List<Level> levels,
    List<ContextVector> contexts,
    StopSignal stop,
    List<ActiveAdapter> adapters,
    Optional<OrtLoraAdapter> opened) {

  /** Checks the shapes at the border, so that no wrong one reaches the native library. */
  static Request of(Evaluation e, String model, GraphBinding binding) {
    Shape shape = e.x().shape();
    if (shape.rank() != binding.card().shape().rank() || !binding.takes(shape)) {
      throw wrong(model, "x has samples of " + shape, "takes " + binding.card().shape());
    }
    Shape output = binding.card().outputShape(shape);
    if (!e.output().shape().equals(output)) {
      throw wrong(model, "the output has rows of " + e.output().shape(), "gives " + output);
    }
    for (int row = 0; row < e.rows(); row++) {
      check(e.contexts().get(row), shape, binding);
    }
    return new Request(e.x(), e.levels(), e.contexts(), e.stop(), e.adapters(), Optional.empty());
  }

  /** The same with its adapters. */
  Request opened(OpenAdapters.Lease lease) {
    return new Request(x, levels, contexts, stop, adapters, lease.adapter());
  }

  /** The same at other levels. */
  Request at(List<Level> others) {
    return new Request(x, others, contexts, stop, adapters, opened);
  }

  /** Which adapters are active, with whatever strength. */
  List<Adapter> weights() {
    return adapters.isEmpty() ? List.of() : adapters.stream().map(ActiveAdapter::adapter).toList();
  }

  /** Allocates nothing, for it is done in every step. */
  private static void check(ContextVector context, Shape shape, GraphBinding binding) {
    Shape card = binding.card().shape();
    List<ContextRole> roles = binding.contextRoles();
    for (int i = 0; i < roles.size(); i++) {
      ContextRole role = roles.get(i);
      if (context.required(role.name()).size() != role.sizeFor(card, shape)) {
        binding.card().context().forSamples(card, shape).check(context);
      }
    }
  }

  int rows() {
    return x.rows();
  }

  private static IllegalArgumentException wrong(String model, String given, String wanted) {
    return new IllegalArgumentException("%s: %s; this model %s".formatted(model, given, wanted));
  }
}
