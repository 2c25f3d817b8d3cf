package io.plumbline.samples.database;

import static io.opentelemetry.semconv.DbAttributes.DB_COLLECTION_NAME;
import static io.opentelemetry.semconv.DbAttributes.DB_NAMESPACE;
import static io.opentelemetry.semconv.DbAttributes.DB_OPERATION_NAME;
import static io.opentelemetry.semconv.DbAttributes.DB_QUERY_TEXT;
import static io.opentelemetry.semconv.DbAttributes.DB_SYSTEM_NAME;
import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.plumbline.samples.http.ServiceFailure;
import io.plumbline.samples.telemetry.Telemetry;
import io.plumbline.samples.work.Work;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.slf4j.Logger;

/**
 * Runs statements on pooled connections, each in a client span after the stable semantic
 * conventions for databases. The embedded database answers in microseconds, so every statement also
 * takes the time that one across a network would.
 */
public final class Database {
  /** The conventions' value for H2. */
  private static final String SYSTEM = "h2database";

  private static final String NAMESPACE = "shop";

  /** The bucket boundaries that the conventions advise for database operations, in seconds. */
  private static final List<Double> SECONDS_BUCKETS =
      List.of(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0);

  private final Telemetry telemetry;
  private final Logger log;
  private final Work work;
  private final Pool pool;
  private final PoolTelemetry poolTelemetry;
  private final DoubleHistogram duration;

  /** A database behind a pool. */
  public Database(Telemetry telemetry, Logger log, Work work, Pool pool) {
    this.telemetry = telemetry;
    this.log = log;
    this.work = work;
    this.pool = pool;
    this.poolTelemetry = new PoolTelemetry(telemetry.meter(), pool);
    this.duration =
        telemetry
            .meter()
            .histogramBuilder("db.client.operation.duration")
            .setUnit("s")
            .setDescription("Duration of database client operations.")
            .setExplicitBucketBoundariesAdvice(SECONDS_BUCKETS)
            .build();
  }

  /** What is done with one connection. */
  @FunctionalInterface
  public interface Session {
    /** Runs a statement and returns the number of rows it read or changed. */
    int run(Statement statement, Object... arguments);
  }

  /** What a caller does in a session. */
  @FunctionalInterface
  public interface Task<T> {
    T in(Session session);
  }

  /**
   * Holds one connection for a task.
   *
   * @throws ServiceFailure 503 when no connection became free in time, 500 when a statement failed
   */
  public <T> T inSession(Task<T> task) {
    long asked = telemetry.nanoTime();
    try (Pool.Lease lease = acquire(asked)) {
      long acquired = telemetry.nanoTime();
      try {
        return task.in((statement, arguments) -> run(lease.connection(), statement, arguments));
      } finally {
        poolTelemetry.used(telemetry.secondsSince(acquired));
      }
    } catch (SQLException e) {
      throw new ServiceFailure(500, "database connection failed: " + e.getMessage(), e);
    }
  }

  private Pool.Lease acquire(long asked) throws SQLException {
    try {
      Pool.Lease lease = pool.acquire();
      poolTelemetry.waited(telemetry.secondsSince(asked));
      return lease;
    } catch (SQLTransientConnectionException e) {
      poolTelemetry.timedOut();
      log.error(
          "Database connection timeout after {} ms: pool {} has {} of {} connections in use,"
              + " {} requests waiting",
          Math.round(telemetry.secondsSince(asked) * 1000),
          pool.name(),
          pool.used(),
          pool.max(),
          pool.waiting());
      throw new ServiceFailure(503, "timeout waiting for a database connection", e);
    }
  }

  private int run(Connection connection, Statement statement, Object... arguments) {
    long start = telemetry.nanoTime();
    Span span =
        telemetry
            .tracer()
            .spanBuilder(statement.operation() + " " + statement.table())
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(DB_SYSTEM_NAME, SYSTEM)
            .setAttribute(DB_NAMESPACE, NAMESPACE)
            .setAttribute(DB_OPERATION_NAME, statement.operation())
            .setAttribute(DB_COLLECTION_NAME, statement.table())
            .setAttribute(DB_QUERY_TEXT, statement.sql())
            .startSpan();
    AttributesBuilder measured =
        Attributes.builder()
            .put(DB_SYSTEM_NAME, SYSTEM)
            .put(DB_NAMESPACE, NAMESPACE)
            .put(DB_OPERATION_NAME, statement.operation())
            .put(DB_COLLECTION_NAME, statement.table());
    Context context = Context.current().with(span);
    try (Scope _ = context.makeCurrent()) {
      work.spend(statement.latency());
      return execute(connection, statement, arguments);
    } catch (SQLException e) {
      span.setStatus(StatusCode.ERROR);
      span.recordException(e);
      span.setAttribute(ERROR_TYPE, e.getClass().getName());
      measured.put(ERROR_TYPE, e.getClass().getName());
      throw new ServiceFailure(500, "statement failed: " + e.getMessage(), e);
    } finally {
      duration.record(telemetry.secondsSince(start), measured.build(), context);
      span.end();
    }
  }

  private static int execute(Connection connection, Statement statement, Object... arguments)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
      for (int i = 0; i < arguments.length; i++) {
        prepared.setObject(i + 1, arguments[i]);
      }
      if (!prepared.execute()) {
        return prepared.getUpdateCount();
      }
      int rows = 0;
      try (var result = prepared.getResultSet()) {
        while (result.next()) {
          rows++;
        }
      }
      return rows;
    }
  }
}
