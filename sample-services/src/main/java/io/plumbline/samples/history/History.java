package io.plumbline.samples.history;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.plumbline.samples.http.Transport;
import io.plumbline.samples.load.Arrivals;
import io.plumbline.samples.load.DailyShape;
import io.plumbline.samples.service.Role;
import io.plumbline.samples.service.Shop;
import io.plumbline.samples.shop.Customers;
import io.plumbline.samples.shop.ShopSchema;
import io.plumbline.samples.telemetry.ExportStats;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Past telemetry of the healthy shop. Requests arrive as the load generator's do and run through
 * the running services' own code, one after the other on a turned clock; metrics are collected
 * whenever the clock passes an export interval. The same settings give the same telemetry.
 */
public final class History implements AutoCloseable {
  private static final Duration RETRY_PAUSE = Duration.ofMillis(500);

  /**
   * What history to make.
   *
   * @param ratePerSecond requests per second, averaged over a day
   * @param patience how long to try to deliver a batch
   */
  public record Settings(
      Instant start,
      Instant end,
      double ratePerSecond,
      DailyShape shape,
      long seed,
      Duration patience) {
    public Settings {
      if (!start.isBefore(end)) {
        throw new IllegalArgumentException("history must end after " + start + ": end=" + end);
      }
    }
  }

  /** Told the time that history has come to; says whether to go on. */
  @FunctionalInterface
  public interface Progress {
    boolean at(Instant instant);
  }

  private final Settings settings;
  private final ExportStats stats = new ExportStats();
  private final TurnedClock clock;
  private final Outbox outbox;
  private final Connection connection;
  private final TurnedPool pool;
  private final PastService serviceB;
  private final PastService serviceA;
  private final PastService frontend;
  private final Arrivals arrivals;
  private final Customers customers;

  /**
   * A history to be made.
   *
   * @param adjust last changes to the SDKs' configuration
   */
  public History(Settings settings, Consumer<AutoConfiguredOpenTelemetrySdkBuilder> adjust)
      throws SQLException {
    this.settings = settings;
    this.clock = new TurnedClock(settings.start);
    this.outbox = new Outbox(settings.patience, RETRY_PAUSE);
    SplittableRandom random = new SplittableRandom(settings.seed);
    this.connection = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID());
    ShopSchema.create(connection);
    this.pool = new TurnedPool(clock, connection);
    PastService.World world = new PastService.World(clock, outbox, stats);
    this.serviceB =
        new PastService(
            Role.SERVICE_B, new Shop.Downstream.Storage(pool), world, random.split(), adjust);
    this.serviceA =
        new PastService(
            Role.SERVICE_A,
            new Shop.Downstream.Service(wayTo(serviceB, Role.SERVICE_B, world, random.split())),
            world,
            random.split(),
            adjust);
    this.frontend =
        new PastService(
            Role.FRONTEND,
            new Shop.Downstream.Service(wayTo(serviceA, Role.SERVICE_A, world, random.split())),
            world,
            random.split(),
            adjust);
    this.arrivals = new Arrivals(settings.ratePerSecond, settings.shape, () -> 1, random.split());
    this.customers = new Customers(random.split());
  }

  private static Transport wayTo(
      PastService service, Role role, PastService.World world, SplittableRandom random) {
    return new DirectTransport(service, world.work(role, random), "localhost", role.defaultPort());
  }

  public ExportStats stats() {
    return stats;
  }

  /**
   * Makes the history and delivers it; returns false when the progress said to stop early.
   *
   * @throws RuntimeException when items could not be delivered
   */
  public boolean run(Progress progress) {
    Duration interval = frontend.metricInterval();
    Instant nextCollection = settings.start.plus(interval);
    Instant now = settings.start;
    boolean complete = true;
    while (complete) {
      Arrivals.Candidate candidate = arrivals.nextAfter(now);
      now = candidate.at();
      Instant reached = now.isBefore(settings.end) ? now : settings.end;
      while (!nextCollection.isAfter(reached)) {
        collectMetrics(nextCollection);
        nextCollection = nextCollection.plus(interval);
      }
      if (!now.isBefore(settings.end)) {
        break;
      }
      if (candidate.arrives()) {
        clock.turnTo(now);
        var _ = frontend.handle(customers.next());
        complete = progress.at(now);
      }
    }
    services().forEach(PastService::flush);
    outbox.drain();
    return complete;
  }

  private void collectMetrics(Instant instant) {
    clock.turnTo(instant);
    services().forEach(PastService::collectMetrics);
    pool.forgetPast();
  }

  private List<PastService> services() {
    return List.of(frontend, serviceA, serviceB);
  }

  @Override
  public void close() throws SQLException {
    services().forEach(PastService::close);
    connection.close();
  }
}
