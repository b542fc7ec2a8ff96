package io.github.diffusion4j.ort;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of a model that is opened when it is first used. Parts of one model share a {@link Group},
 * which may close one when another is used.
 *
 * <p>Thread-safe.
 *
 * @param <T> what is opened
 */
final class Part<T extends AutoCloseable> {
  private final Group group;
  private final Supplier<T> opener;
  private @Nullable T opened;
  private int users;

  Part(Group group, Supplier<T> opener) {
    this.group = group;
    this.opener = opener;
    group.parts.add(this);
  }

  /** The parts of a model. */
  static final class Group implements AutoCloseable {
    private final String name;
    private final Keeping keeping;
    private final List<Part<?>> parts = new ArrayList<>();
    private @Nullable Part<?> current;
    private boolean closed;

    Group(String name, Keeping keeping) {
      this.name = name;
      this.keeping = keeping;
    }

    /** Closes what is open; what runs is stopped. Closing twice is harmless. */
    @Override
    public void close() {
      synchronized (this) {
        closed = true;
      }
      parts.forEach(Part::close);
    }
  }

  /** What stays open. */
  enum Keeping {
    /** What was used once. */
    ALL,
    /** What was used last. */
    LAST
  }

  /** Uses the part, opening it if need be. */
  <R> R use(Function<T, R> work) {
    T entered = enter();
    try {
      return work.apply(entered);
    } finally {
      leave();
    }
  }

  private T enter() {
    synchronized (group) {
      if (group.closed) {
        throw new IllegalStateException(group.name + ": this model is closed; open it again");
      }
      group.current = this;
      if (group.keeping == Keeping.LAST) {
        group.parts.stream().filter(part -> part != this && part.users == 0).forEach(Part::close);
      }
      T open = opened;
      if (open == null) {
        open = opener.get();
        opened = open;
      }
      users++;
      return open;
    }
  }

  private void leave() {
    synchronized (group) {
      users--;
      if (users == 0 && group.keeping == Keeping.LAST && group.current != this) {
        close();
      }
    }
  }

  private void close() {
    @Nullable T open;
    synchronized (group) {
      open = opened;
      opened = null;
    }
    if (open != null) {
      close(open);
    }
  }

  private static void close(AutoCloseable open) {
    try {
      open.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
