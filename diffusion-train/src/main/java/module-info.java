/** Trains diffusion networks on DJL and writes them as ONNX. */
module io.github.diffusion4j.train {
  requires ai.djl.api;
  requires ai.djl.pytorch_engine;
  requires com.google.common;
  requires static com.google.errorprone.annotations;
  requires com.google.gson;
  requires com.google.protobuf;
  requires com.sun.jna;
  requires ejml.core;
  requires ejml.ddense;
  requires transitive io.github.diffusion4j.api;
  requires static transitive org.jspecify;
  requires static org.knowm.xchart;
  requires org.slf4j; // of DJL, whose jar cannot ask for it
  requires org.tribuo.util.onnx;

  exports io.github.diffusion4j.train;
  exports io.github.diffusion4j.train.autoencoder;
  exports io.github.diffusion4j.train.compile;
  exports io.github.diffusion4j.train.data;
  exports io.github.diffusion4j.train.evaluate;
  exports io.github.diffusion4j.train.features;
  exports io.github.diffusion4j.train.finetune;
  exports io.github.diffusion4j.train.latent;
  exports io.github.diffusion4j.train.listener;
  exports io.github.diffusion4j.train.network;
  exports io.github.diffusion4j.train.onnx;
  exports io.github.diffusion4j.train.recipe;
}
