package io.plumbline.samples.fault;

import io.plumbline.samples.database.Pool;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Holds every connection of a pool, so that requests wait for one in vain. */
public final class PoolSeizure implements Effect {
  private final Pool pool;
  private final Logger log;
  private @Nullable Thread holder;

  public PoolSeizure(Pool pool, Logger log) {
    this.pool = pool;
    this.log = log;
  }

  @Override
  public void begin(Duration length) {
    holder = Thread.ofVirtual().name("database-saturation").start(this::hold);
  }

  @Override
  public void end() {
    if (holder != null) {
      holder.interrupt();
      holder = null;
    }
  }

  private void hold() {
    List<Pool.Lease> held = new ArrayList<>();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (held.size() < pool.max()) {
          acquireInto(held);
        } else {
          Thread.sleep(Duration.ofDays(1));
        }
      }
    } catch (InterruptedException _) {
      // The end of the fault: nothing more to do than to give back.
    } catch (SQLException e) {
      log.error("Database saturation ended early: {}", e.getMessage(), e);
    } finally {
      release(held);
    }
  }

  private void acquireInto(List<Pool.Lease> held) throws SQLException {
    try {
      held.add(pool.acquire());
    } catch (SQLTransientConnectionException e) {
      log.debug("Another connection is still in use: {}", e.getMessage());
    }
  }

  private void release(List<Pool.Lease> held) {
    for (Pool.Lease lease : held) {
      try {
        lease.close();
      } catch (SQLException e) {
        log.error("Could not give back a held connection: {}", e.getMessage(), e);
      }
    }
  }
}
