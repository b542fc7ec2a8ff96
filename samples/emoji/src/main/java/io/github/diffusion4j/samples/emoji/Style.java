package io.github.diffusion4j.samples.emoji;

import java.util.Locale;

/** The sets of icons, each drawn in a style of its own. */
enum Style {
  NOTO("noto"),
  NOTO_V1("noto-v1"),
  TWEMOJI("twemoji"),
  FLUENT("fluent-emoji-flat"),
  FXEMOJI("fxemoji"),
  EMOJIONE("emojione");

  private final String archive;

  Style(String archive) {
    this.archive = archive;
  }

  /** The start of the name of its archive; a version and {@code .tgz} follow. */
  String archive() {
    return "iconify-json-" + archive + "-";
  }

  /** The name of its folder, which is the label of its images. */
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As captions say it. */
  String words() {
    return folder().replace('-', ' ') + " style";
  }
}
