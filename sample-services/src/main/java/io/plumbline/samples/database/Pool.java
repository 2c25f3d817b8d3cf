package io.plumbline.samples.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A bounded pool of database connections. */
public interface Pool {
  String name();

  /**
   * Takes a connection, waiting for one to become free.
   *
   * @throws java.sql.SQLTransientConnectionException when none became free in time
   */
  Lease acquire() throws SQLException;

  /** A connection in use; closing it gives it back. */
  interface Lease extends AutoCloseable {
    Connection connection();

    @Override
    void close() throws SQLException;
  }

  /** Connections in use. */
  int used();

  /** Connections open and free. */
  int idle();

  /** Threads that wait for a connection. */
  int waiting();

  /** The most connections that may be open. */
  int max();
}
