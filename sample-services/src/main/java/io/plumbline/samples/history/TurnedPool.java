package io.plumbline.samples.history;

import io.plumbline.samples.database.Pool;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * A pool over one real connection, which remembers when connections would have been in use:
 * requests of history are simulated one after the other, but overlap on its clock.
 */
final class TurnedPool implements Pool {
  private static final int CONNECTIONS_MAX = 10;

  private record Use(long startNanos, long endNanos) {}

  private final TurnedClock clock;
  private final Connection connection;
  private final List<Use> uses = new ArrayList<>();

  TurnedPool(TurnedClock clock, Connection connection) {
    this.clock = clock;
    this.connection = connection;
  }

  @Override
  public String name() {
    return "shop";
  }

  @Override
  public Lease acquire() {
    long start = clock.now();
    return new Lease() {
      @Override
      public Connection connection() {
        return connection;
      }

      @Override
      public void close() {
        uses.add(new Use(start, clock.now()));
      }
    };
  }

  /** Forgets uses that ended before the clock's time. */
  void forgetPast() {
    uses.removeIf(use -> use.endNanos < clock.now());
  }

  @Override
  public int used() {
    long now = clock.now();
    long used = uses.stream().filter(use -> use.startNanos <= now && now < use.endNanos).count();
    return (int) Math.min(used, CONNECTIONS_MAX);
  }

  @Override
  public int idle() {
    return CONNECTIONS_MAX - used();
  }

  @Override
  public int waiting() {
    return 0;
  }

  @Override
  public int max() {
    return CONNECTIONS_MAX;
  }
}
