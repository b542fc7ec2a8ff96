package io.github.diffusion4j.train.features;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.train.data.Icons;
import java.util.List;

/**
 * ContextSpec of which an image has one or none, such as badges. Its classes are none, then each
 * label.
 *
 * @param name such as {@code badge}
 * @param labels at least one
 */
public record LabelGroup(String name, List<String> labels) {
  /** The class of images that have none of the labels. */
  public static final int NONE = 0;

  /**
   * Copies the labels.
   *
   * @param name such as {@code badge}
   * @param labels at least one
   */
  public LabelGroup {
    labels = List.copyOf(labels);
  }

  /**
   * The groups of the icons.
   *
   * @param labels of {@link Icons}
   * @return badge and object
   */
  public static List<LabelGroup> ofIcons(List<String> labels) {
    List<String> objects = labels.stream().filter(l -> !Icons.BADGES.contains(l)).toList();
    return List.of(new LabelGroup("badge", Icons.BADGES), new LabelGroup("object", objects));
  }

  /**
   * The number of classes.
   *
   * @return one more than labels
   */
  public int classes() {
    return labels.size() + 1;
  }

  /**
   * The class of a context.
   *
   * @param context a value for each label there is
   * @param all the names of its places
   * @return {@link #NONE}, or 1 + the place in {@link #labels} of the first that is not 0
   */
  public int classOf(ContextVector context, List<String> all) {
    float[] values = context.values();
    for (int i = 0; i < labels.size(); i++) {
      int place = all.indexOf(labels.get(i));
      if (place >= 0 && values[place] != 0) {
        return i + 1;
      }
    }
    return NONE;
  }
}
