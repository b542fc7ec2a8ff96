package io.github.diffusion4j.train.evaluate;

import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.train.data.Dataset;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Contexts of data as those of a model whose labels may be others, or are in another order. Only
 * what both have is asked for; where labels have no names, they are taken in their order.
 *
 * @param data the labels of the data
 * @param model the labels of the model
 */
record LabelMap(List<String> data, ContextSpec model) {

  List<ContextVector> toModel(Dataset images) {
    return IntStream.range(0, images.size())
        .mapToObj(i -> toModel(images.example(i).context()))
        .toList();
  }

  ContextVector toModel(ContextVector context) {
    if (isByPlace()) {
      return context;
    }
    float[] from = context.values();
    float[] values = new float[model.size()];
    for (int i = 0; i < model.labels().size(); i++) {
      int place = data.indexOf(model.labels().get(i));
      values[i] = place < 0 ? 0 : from[place];
    }
    return ContextVector.of(values);
  }

  /** Over the data's labels, without those that the model does not have. */
  ContextVector known(ContextVector context) {
    if (isByPlace()) {
      return context;
    }
    float[] values = context.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = model.labels().contains(data.get(i)) ? values[i] : 0;
    }
    return ContextVector.of(values);
  }

  private boolean isByPlace() {
    return model.labels().isEmpty() && model.size() == data.size();
  }
}
