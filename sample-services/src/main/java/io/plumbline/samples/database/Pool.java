package io.plumbline.samples.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A bounded pool of database connections. */
public interface Pool {
  String name();

  /**
   * Takes a connection, waiting for one to become free; closing it gives it back.
   *
   * @throws java.sql.SQLTransientConnectionException when none became free in time
   */
  Connection acquire() throws SQLException;

  /** Connections in use. */
  int used();

  /** Connections open and free. */
  int idle();

  /** Threads that wait for a connection. */
  int waiting();

  /** The most connections that may be open. */
  int max();
}
