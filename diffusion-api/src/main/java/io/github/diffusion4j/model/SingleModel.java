package io.github.diffusion4j.model;

import java.util.Optional;

/** A model of one graph. */
record SingleModel(ModelFile file) implements ModelSource {

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public Optional<ModelFile> component(String role) {
    return role.equals(NETWORK) ? Optional.of(file) : Optional.empty();
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.empty();
  }
}
