package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.Parameterization;
import java.util.Map;

/** A parameterization of the reference alone, which no card can give. */
interface ReferenceParameterization extends Parameterization {
  @Override
  default Map<String, String> toEntries() {
    throw new IllegalStateException(this + " is the reference's");
  }
}
