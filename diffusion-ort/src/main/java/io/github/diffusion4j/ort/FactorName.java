package io.github.diffusion4j.ort;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a factor says: which weight it changes, and which of the two factors of "LoRA"
 * (2106.09685), section 4.1, it is. Exporters and trainers write the same in different ways:
 *
 * <pre>
 * down_blocks.0.attn1.to_q.lora_A.weight                 PEFT, Olive
 * unet.down_blocks.0.attn1.to_q.lora.down.weight         diffusers
 * lora_unet_down_blocks_0_attn1_to_q.lora_down.weight    kohya
 * to_q.A                                                 by hand
 * </pre>
 *
 * @param module the weight, in one spelling
 * @param side of the product
 */
record FactorName(String module, Side side) {

  /** The factors of the product B A. */
  enum Side {
    /** A, from the width of the input down to the rank. */
    DOWN,
    /** B, from the rank up to the width of the output; the strength multiplies it. */
    UP,
    /** Not told by the name. */
    UNKNOWN
  }

  private static final Pattern NAMED =
      Pattern.compile("(?:^|[./_])lora(?:_linear_layer)?[._](A|B|down|up)(?=[./_]|$)");
  private static final Pattern BARE = Pattern.compile("(?:^|[./])(A|B)(?=[./]|$)");
  private static final Pattern PREFIX =
      Pattern.compile(
          "^(?:base_model_model_)?(?:lora_unet_|lora_transformer_|unet_|transformer_(?!blocks))?");
  private static final String ALPHA = ".alpha";

  static FactorName of(String name) {
    Matcher named = NAMED.matcher(name);
    if (named.find()) {
      return of(name, named);
    }
    Matcher bare = BARE.matcher(name);
    return bare.find() ? of(name, bare) : new FactorName(name, Side.UNKNOWN);
  }

  private static FactorName of(String name, Matcher marker) {
    boolean down = marker.group(1).equals("A") || marker.group(1).equals("down");
    return new FactorName(module(name.substring(0, marker.start())), down ? Side.DOWN : Side.UP);
  }

  /** Whether the name is one that only a LoRA has. */
  static boolean isNamed(String name) {
    return NAMED.matcher(name).find();
  }

  /** Whether the name is that of the number alpha of a weight, kohya's way to scale a product. */
  static boolean isAlpha(String name) {
    return name.endsWith(ALPHA);
  }

  /** The weight that a number alpha is of. */
  static String moduleOfAlpha(String name) {
    return module(name.substring(0, name.length() - ALPHA.length()));
  }

  private static String module(String path) {
    String flat = path.replaceFirst("^[./]", "").replace('.', '_').replace('/', '_');
    return PREFIX.matcher(flat).replaceFirst("").replace("_processor_", "_");
  }
}
