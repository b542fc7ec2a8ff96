package io.github.diffusion4j.ort;

import ai.onnxruntime.OnnxJavaType;
import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextTensor.Kind;

/**
 * A graph input that takes a role of the context.
 *
 * @param role of the card
 * @param tensor of the graph
 */
record RoleInput(ContextRole role, GraphTensor tensor) {

  /** Whether values of a kind can be given as elements of a type. */
  static boolean takes(Kind kind, OnnxJavaType type) {
    return switch (type) {
      case FLOAT, FLOAT16, DOUBLE -> true;
      case INT32, INT64 -> kind != Kind.FLOAT;
      case BOOL -> kind == Kind.MASK;
      default -> false;
    };
  }
}
