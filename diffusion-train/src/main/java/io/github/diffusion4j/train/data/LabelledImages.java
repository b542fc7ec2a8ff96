package io.github.diffusion4j.train.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The usable images of a folder; those classes that have some are the labels. */
final class LabelledImages {
  private static final System.Logger LOG = System.getLogger(LabelledImages.class.getName());

  private final List<Path> files = new ArrayList<>();
  private final List<float[]> images = new ArrayList<>();
  private final List<List<String>> captions = new ArrayList<>();
  private final Set<Path> folders = new HashSet<>();

  void add(Path file, float[] planes, List<String> ofFile) {
    files.add(file);
    images.add(planes);
    captions.add(ofFile);
    folders.add(file.getParent());
  }

  /** The labels of these classes; logs those without an image. */
  List<String> labels(List<Path> classes) {
    List<String> unused =
        classes.stream().filter(c -> !folders.contains(c)).map(FileNames::of).toList();
    if (!unused.isEmpty() && !files.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "left out the classes {0}: they have no usable image",
          unused);
    }
    return classes.stream().filter(folders::contains).map(FileNames::of).toList();
  }

  List<Example> examples(List<Path> classes) {
    Map<Path, Integer> places = new LinkedHashMap<>();
    classes.stream().filter(folders::contains).forEach(c -> places.put(c, places.size()));
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      float[] context = new float[places.size()];
      Integer place = places.get(files.get(i).getParent());
      if (place != null) {
        context[place] = 1;
      }
      String name = FileNames.withoutEnding(files.get(i));
      examples.add(new Example(name, images.get(i), context, captions.get(i)));
    }
    return examples;
  }
}
