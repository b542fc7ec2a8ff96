package io.github.diffusion4j.samples.course;

import com.google.common.base.Splitter;
import com.google.common.collect.Iterables;
import io.github.diffusion4j.train.network.NetworkSummary;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a block of a network costs: floats to store, and multiply-adds for one image. */
record Block(long parameters, long multiplyAdds) {
  private static final Block NOTHING = new Block(0, 0);
  private static final Splitter PARTS = Splitter.on('/');

  /** The blocks of a network by name, in its order: a name is the first two parts of a path. */
  static Map<String, Block> allOf(NetworkSummary blueprint) {
    Map<String, Block> blocks = new LinkedHashMap<>();
    blueprint
        .parameters()
        .forEach(
            parameter ->
                blocks.merge(
                    name(parameter.layer()), new Block(parameter.shape().size(), 0), Block::plus));
    blueprint
        .work()
        .forEach((layer, work) -> blocks.merge(name(layer), new Block(0, work), Block::plus));
    return blocks;
  }

  private static String name(String layer) {
    return String.join("/", Iterables.limit(PARTS.split(layer), 2));
  }

  static Block sum(Iterable<Block> blocks) {
    Block sum = NOTHING;
    for (Block block : blocks) {
      sum = sum.plus(block);
    }
    return sum;
  }

  private Block plus(Block other) {
    return new Block(parameters + other.parameters, multiplyAdds + other.multiplyAdds);
  }
}
