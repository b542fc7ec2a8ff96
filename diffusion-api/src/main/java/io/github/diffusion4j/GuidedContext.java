package io.github.diffusion4j;

import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextVector;

/**
 * What a sample is to show, and what guidance moves it away from; both complete, with every role of
 * the model.
 *
 * @param wanted the context
 * @param opposite the unconditional or the negative context
 * @param differs whether the two differ, so that guidance has a direction
 */
record GuidedContext(ContextVector wanted, ContextVector opposite, boolean differs) {

  /** The same with another value of a role, on both sides. */
  GuidedContext with(String role, ContextTensor tensor) {
    return new GuidedContext(wanted.with(role, tensor), opposite.with(role, tensor), differs);
  }

  GuidedContext(ContextVector wanted, ContextVector opposite) {
    this(wanted, opposite, !wanted.equals(opposite));
  }
}
