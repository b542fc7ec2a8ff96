package io.github.diffusion4j.train.engine;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/**
 * The switches of the LibTorch that is loaded. Neither DJL nor a property reaches them; they are
 * exported C++ functions ({@code at::Context} in {@code ATen/Context.h}), called by the names that
 * the compilers of each platform give them.
 */
final class LibTorch {
  /** {@code at::Float32MatmulPrecision::MEDIUM}. */
  private static final int MEDIUM = 2;

  private final NativeLibrary library =
      NativeLibrary.getInstance(
          Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("torch_cpu")).toString());
  private final Pointer context =
      function("_ZN2at13globalContextEv", "?globalContext@at@@YAAEAVContext@1@XZ")
          .invokePointer(new Object[0]);

  /** NNPACK goes, too: where the processor's caches are hidden, it fails aloud each time. */
  void switchOffOneDnn() {
    Object[] off = {context, (byte) 0};
    function(
            "_ZN2at7Context20setUserEnabledMkldnnEb", "?setUserEnabledMkldnn@Context@at@@QEAAX_N@Z")
        .invokeVoid(off);
    function(
            "_ZN2at7Context20setUserEnabledNNPACKEb", "?setUserEnabledNNPACK@Context@at@@QEAAX_N@Z")
        .invokeVoid(off);
  }

  /** Matrix products of float32 go to oneDNN where the processor has instructions for bfloat16. */
  void leaveProductsToOneDnn() {
    function(
            "_ZN2at7Context25setFloat32MatmulPrecisionENS_22Float32MatmulPrecisionE",
            "?setFloat32MatmulPrecision@Context@at@@QEAAXW4Float32MatmulPrecision@2@@Z")
        .invokeVoid(new Object[] {context, MEDIUM});
  }

  private Function function(String itanium, String microsoft) {
    return library.getFunction(Platform.isWindows() ? microsoft : itanium);
  }
}
