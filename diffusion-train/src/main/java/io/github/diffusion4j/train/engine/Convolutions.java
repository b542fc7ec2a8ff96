package io.github.diffusion4j.train.engine;

/** Which convolutions computed the steps of a training. */
public enum Convolutions {
  /** LibTorch as it is, with oneDNN where its build has it. */
  ONEDNN,
  /** As {@link #ONEDNN}, with the factors of products rounded to bfloat16, as it was asked for. */
  ONEDNN_BFLOAT16,
  /** LibTorch's own, with oneDNN and NNPACK switched off: oneDNN was found wrong on the machine. */
  NATIVE,
  /** Steps of a checkpoint that was written before this was recorded. */
  UNKNOWN;

  /** Where a card tells them; several where a run went on elsewhere. */
  public static final String KEY = "training.convolutions";
}
