package io.plumbline.samples.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The pool of a running service: HikariCP over an embedded H2 database. */
public final class HikariPool implements Pool, AutoCloseable {
  private final HikariDataSource source;

  private HikariPool(HikariDataSource source) {
    this.source = source;
  }

  /**
   * Opens a pool with all its connections.
   *
   * @param timeout how long to wait for a free connection; HikariCP takes 250 ms and more
   */
  public static HikariPool open(String name, String url, int max, Duration timeout) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(max);
    config.setMinimumIdle(max);
    config.setConnectionTimeout(timeout.toMillis());
    return new HikariPool(new HikariDataSource(config));
  }

  @Override
  public String name() {
    return source.getPoolName();
  }

  @Override
  public Lease acquire() throws SQLException {
    return new PooledConnection(source.getConnection());
  }

  private record PooledConnection(Connection connection) implements Lease {
    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  @Override
  public int used() {
    return source.getHikariPoolMXBean().getActiveConnections();
  }

  @Override
  public int idle() {
    return source.getHikariPoolMXBean().getIdleConnections();
  }

  @Override
  public int waiting() {
    return source.getHikariPoolMXBean().getThreadsAwaitingConnection();
  }

  @Override
  public int max() {
    return source.getMaximumPoolSize();
  }

  @Override
  public void close() {
    source.close();
  }
}
