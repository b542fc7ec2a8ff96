package io.github.diffusion4j.train.data;

import io.github.diffusion4j.image.ImageFileReader;
import io.github.diffusion4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Fugue icons of {@code org.webjars:fugue-icons} on the class path: 3,570 icons of 16x16 over
 * white.
 *
 * <p>Of a name such as {@code folder-open--plus} the part before the first {@code -} is the object
 * and the suffix behind {@code --} a badge drawn over the object's lower right. The labels are the
 * badges by their own names, and every object of which there are at least {@link #MIN_OBJECT}
 * icons; an object that shares its name with a badge is called such as {@code arrow-object}. An
 * icon may have both, one, or none.
 */
public final class Icons {
  /** Objects with fewer icons have no label of their own. */
  public static final int MIN_OBJECT = 10;

  /** The badges, which are the first labels. */
  public static final List<String> BADGES =
      List.of("arrow", "exclamation", "minus", "pencil", "plus");

  /** The label of the drawing with shadow, where there are both. */
  public static final String SHADOW = "shadow";

  private static final String ANCHOR = "META-INF/maven/org.webjars/fugue-icons/pom.properties";
  private static final String ROOT = "META-INF/resources/webjars/fugue-icons/";
  private static final String ENDING = ".png";
  private static final int SIDE = 16;

  /** The two drawings of each icon. */
  public enum Style {
    /** With a soft shadow at the foot. */
    SHADOW("icons"),
    /** Without; the usual choice. */
    SHADOWLESS("icons-shadowless");

    private final String folder;

    Style(String folder) {
      this.folder = folder;
    }
  }

  private Icons() {}

  /**
   * Reads the icons.
   *
   * @param style with or without shadow
   * @return the icons in the order of their names, 3x16x16
   * @throws IllegalStateException if the jar is not on the class path
   * @throws UncheckedIOException if it cannot be read
   */
  public static Dataset load(Style style) {
    Map<String, float[]> images = read(style);
    List<String> labels = labels(images.keySet().stream().toList());
    return dataset(style.folder, labels, examples(style, images, labels));
  }

  /**
   * Reads both drawings of each icon, distinguished by the label {@value #SHADOW}, which is the
   * last.
   *
   * @return those without shadow in the order of their names, then those with it, 3x16x16
   * @throws IllegalStateException if the jar is not on the class path
   * @throws UncheckedIOException if it cannot be read
   */
  public static Dataset loadBoth() {
    Map<String, float[]> plain = read(Style.SHADOWLESS);
    List<String> labels = new ArrayList<>(labels(plain.keySet().stream().toList()));
    labels.add(SHADOW);
    List<Example> examples = new ArrayList<>(examples(Style.SHADOWLESS, plain, labels));
    examples.addAll(examples(Style.SHADOW, read(Style.SHADOW), labels));
    return dataset("icons and icons-shadowless", labels, examples);
  }

  private static List<Example> examples(
      Style style, Map<String, float[]> images, List<String> labels) {
    int shadow = style == Style.SHADOW ? labels.indexOf(SHADOW) : -1;
    List<Example> examples = new ArrayList<>();
    images.forEach(
        (name, image) -> {
          float[] context = context(name, labels);
          if (shadow >= 0) {
            context[shadow] = 1;
          }
          examples.add(new Example(name, image, context));
        });
    return examples;
  }

  private static Dataset dataset(String drawing, List<String> labels, List<Example> examples) {
    return Dataset.of(
        Shape.of(Pixels.CHANNELS, SIDE, SIDE),
        labels,
        new Source("Fugue Icons (" + drawing + ")", "Yusuke Kamiyamane", "CC BY 3.0"),
        examples,
        List.of());
  }

  static List<String> labels(List<String> names) {
    Map<String, Long> objects =
        names.stream()
            .collect(Collectors.groupingBy(Icons::object, TreeMap::new, Collectors.counting()));
    return Stream.concat(
            BADGES.stream(),
            objects.entrySet().stream()
                .filter(object -> object.getValue() >= MIN_OBJECT)
                .map(object -> objectLabel(object.getKey())))
        .toList();
  }

  static float[] context(String name, List<String> labels) {
    float[] context = new float[labels.size()];
    int object = labels.indexOf(objectLabel(object(name)));
    if (object >= 0) {
      context[object] = 1;
    }
    int badge = BADGES.indexOf(name.substring(name.lastIndexOf('-') + 1));
    if (badge >= 0 && name.endsWith("--" + BADGES.get(badge))) {
      context[badge] = 1;
    }
    return context;
  }

  private static String object(String name) {
    int dash = name.indexOf('-');
    return dash < 0 ? name : name.substring(0, dash);
  }

  private static String objectLabel(String object) {
    return BADGES.contains(object) ? object + "-object" : object;
  }

  private static Map<String, float[]> read(Style style) {
    URL anchor = Icons.class.getClassLoader().getResource(ANCHOR);
    if (anchor == null) {
      throw new IllegalStateException(
          "the icons are not on the class path: add org.webjars:fugue-icons");
    }
    Map<String, float[]> images = new TreeMap<>();
    try {
      JarURLConnection connection = (JarURLConnection) anchor.openConnection();
      connection.setUseCaches(false);
      try (JarFile jar = connection.getJarFile()) {
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
          String file = entry.getName();
          if (isIcon(file, style)) {
            String name =
                file.substring(file.lastIndexOf('/') + 1, file.length() - ENDING.length());
            images.put(name, image(jar, entry));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading the icons from " + anchor, e);
    }
    return images;
  }

  /**
   * ROOT, a version, the folder, and the file itself: not the larger and animated ones below bonus.
   */
  private static boolean isIcon(String file, Style style) {
    if (!file.startsWith(ROOT) || !file.endsWith(ENDING)) {
      return false;
    }
    String[] parts = file.substring(ROOT.length()).split("/", -1);
    return parts.length == 3 && parts[1].equals(style.folder);
  }

  private static float[] image(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      BufferedImage image = ImageFileReader.read(in, entry.getName());
      if (image.getWidth() != SIDE || image.getHeight() != SIDE) {
        throw new IOException(entry.getName() + " is not an image of 16x16");
      }
      return Pixels.planes(image);
    }
  }
}
