package io.plumbline.samples.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Switches the faults of one process on and off; each ends by itself after its time. Guarded by its
 * own lock; effects begin and end under it.
 */
public final class FaultSwitch implements AutoCloseable {
  /** Ended faults that are still listed. */
  private static final int PAST_MAX = 100;

  private record Active(Fault fault, Effect effect, Instant until, ScheduledFuture<?> timer) {}

  private final String service;
  private final Map<FaultKind, Effect> effects;
  private final InstantSource clock;
  private final @Nullable TruthFile truth;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("fault-timer").factory());
  private final Map<FaultKind, Active> active = new EnumMap<>(FaultKind.class);
  private final Deque<Fault> past = new ArrayDeque<>();
  private final Object lock = new Object();

  /** A switch with everything off. */
  public FaultSwitch(
      String service,
      Map<FaultKind, Effect> effects,
      InstantSource clock,
      @Nullable TruthFile truth) {
    this.service = service;
    this.effects = new EnumMap<>(effects);
    this.clock = clock;
    this.truth = truth;
  }

  public String service() {
    return service;
  }

  /** The kinds that this process can have. */
  public Set<FaultKind> kinds() {
    return effects.keySet();
  }

  /**
   * Switches a fault on for a while.
   *
   * @return null when it is on already
   * @throws IllegalArgumentException when this process cannot have it
   * @throws UncheckedIOException when the ground truth cannot be written; the fault is then not on
   */
  public @Nullable Fault on(FaultKind kind, Duration length) {
    Effect effect = effects.get(kind);
    if (effect == null) {
      throw new IllegalArgumentException(service + " cannot have " + kind.id());
    }
    synchronized (lock) {
      if (active.containsKey(kind)) {
        return null;
      }
      Instant start = clock.instant();
      Fault fault = new Fault(UUID.randomUUID().toString(), kind, service, start, null);
      record(fault);
      effect.begin(length);
      ScheduledFuture<?> end =
          timer.schedule(() -> expire(fault), length.toMillis(), TimeUnit.MILLISECONDS);
      active.put(kind, new Active(fault, effect, start.plus(length), end));
      return fault;
    }
  }

  private void expire(Fault fault) {
    synchronized (lock) {
      Active current = active.get(fault.kind());
      if (current != null && current.fault.id().equals(fault.id())) {
        off(fault.kind());
      }
    }
  }

  /** Switches a fault off; null when it was not on. */
  public @Nullable Fault off(FaultKind kind) {
    synchronized (lock) {
      Active ending = active.remove(kind);
      if (ending == null) {
        return null;
      }
      ending.timer.cancel(false);
      ending.effect.end();
      Fault fault = ending.fault.endedAt(clock.instant());
      past.addLast(fault);
      if (past.size() > PAST_MAX) {
        past.removeFirst();
      }
      record(fault);
      return fault;
    }
  }

  /** What was and is on, the oldest first. */
  public List<Fault> faults() {
    synchronized (lock) {
      List<Fault> all = new ArrayList<>(past);
      active.values().forEach(current -> all.add(current.fault));
      return all;
    }
  }

  /** When a fault that is on will end by itself; null when it is off. */
  public @Nullable Instant until(FaultKind kind) {
    synchronized (lock) {
      Active current = active.get(kind);
      return current == null ? null : current.until;
    }
  }

  /** Not through the service's log: that is exported, and would give the answer away. */
  private void record(Fault fault) {
    System.err.println("fault " + (fault.end() == null ? "on  " : "off ") + fault.toJson());
    if (truth == null) {
      return;
    }
    try {
      truth.append(fault);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write ground truth: " + e, e);
    }
  }

  /** Ends everything that is on. */
  @Override
  public void close() {
    for (FaultKind kind : FaultKind.values()) {
      off(kind);
    }
    timer.shutdownNow();
  }
}
