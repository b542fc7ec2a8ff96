package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoraAdapter;
import io.github.diffusion4j.lora.AdapterFile;
import io.github.diffusion4j.lora.AdapterTensor;
import io.github.diffusion4j.model.ActiveAdapter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What ONNX Runtime holds of the adapters of a session: one of its own for each list of adapters
 * that are active together. Those used last are kept.
 *
 * <p>Thread-safe. It is closed when no run uses one any more.
 */
final class OpenAdapters implements AutoCloseable {
  private static final int KEPT = 4;

  private final Factors factors;
  private final Map<List<ActiveAdapter>, Lease> open = new LinkedHashMap<>(16, 0.75f, true);

  OpenAdapters(Factors factors) {
    this.factors = factors;
  }

  Factors factors() {
    return factors;
  }

  /** An adapter in use; closing it gives it back. */
  final class Lease implements AutoCloseable {
    private final Optional<OrtLoraAdapter> adapter;
    private int users;

    private Lease(Optional<OrtLoraAdapter> adapter) {
      this.adapter = adapter;
    }

    /** Empty if the graph takes its own values. */
    Optional<OrtLoraAdapter> adapter() {
      return adapter;
    }

    @Override
    public void close() {
      synchronized (OpenAdapters.this) {
        users--;
        freeUnused();
      }
    }
  }

  /** How many are open. */
  synchronized int size() {
    return open.size();
  }

  /**
   * Opens adapters, or hands out what is open.
   *
   * @throws IllegalArgumentException if they cannot be active together
   */
  synchronized Lease lend(List<ActiveAdapter> adapters) {
    @Nullable Lease lease = open.get(adapters);
    if (lease == null) {
      AdapterSum sum = new AdapterSum(factors, adapters);
      sum.check();
      lease = new Lease(opened(sum.tensors()));
      open.put(List.copyOf(adapters), lease);
    }
    lease.users++;
    return lease;
  }

  private Optional<OrtLoraAdapter> opened(List<AdapterTensor> tensors) {
    if (tensors.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OrtLoraAdapter.create(AdapterFile.bytes(tensors)));
    } catch (OrtException e) {
      throw new IllegalStateException(
          "%s: ONNX Runtime cannot open an adapter: %s"
              .formatted(factors.model(), LoadErrors.reason(e)),
          e);
    }
  }

  /** Those used longest ago go first. */
  private void freeUnused() {
    Iterator<Lease> leases = open.values().iterator();
    int tooMany = open.size() - KEPT;
    while (tooMany > 0 && leases.hasNext()) {
      Lease lease = leases.next();
      if (lease.users == 0) {
        leases.remove();
        lease.adapter().ifPresent(OrtLoraAdapter::close);
        tooMany--;
      }
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(lease -> lease.adapter().ifPresent(OrtLoraAdapter::close));
    open.clear();
  }
}
