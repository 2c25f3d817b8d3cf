package io.plumbline.samples.service;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.common.Clock;
import io.plumbline.samples.database.HikariPool;
import io.plumbline.samples.database.Pool;
import io.plumbline.samples.fault.AilingService;
import io.plumbline.samples.fault.CpuHog;
import io.plumbline.samples.fault.Effect;
import io.plumbline.samples.fault.FaultHandler;
import io.plumbline.samples.fault.FaultKind;
import io.plumbline.samples.fault.FaultSwitch;
import io.plumbline.samples.fault.MemoryLeak;
import io.plumbline.samples.fault.PoolSeizure;
import io.plumbline.samples.fault.TruthFile;
import io.plumbline.samples.http.HttpEndpoint;
import io.plumbline.samples.http.Request;
import io.plumbline.samples.http.Response;
import io.plumbline.samples.http.SocketTransport;
import io.plumbline.samples.shop.ShopSchema;
import io.plumbline.samples.telemetry.ExportStats;
import io.plumbline.samples.telemetry.ServiceIdentity;
import io.plumbline.samples.telemetry.ServiceLog;
import io.plumbline.samples.telemetry.Telemetry;
import io.plumbline.samples.work.Pace;
import io.plumbline.samples.work.Weather;
import io.plumbline.samples.work.Work;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A service of the shop on a port. Beside its routes it answers {@code /faults}, {@code /stats} and
 * {@code /health}, which leave no telemetry.
 */
public final class RunningService implements AutoCloseable {
  /** Longer than a wait for a database connection, so that a caller sees the answer to that. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);
  private static final int CONNECTIONS_MAX = 10;

  /**
   * How to run a service.
   *
   * @param downstream the service it calls; null for service-b, which has a database instead
   * @param stats where to write the export counts at the end
   * @param truth where to write the ground truth of faults
   * @param console whether to print the log
   * @param telemetry last changes to the SDK's configuration
   */
  public record Settings(
      Role role,
      String host,
      int port,
      @Nullable URI downstream,
      @Nullable Path stats,
      @Nullable Path truth,
      boolean console,
      Consumer<AutoConfiguredOpenTelemetrySdkBuilder> telemetry) {}

  private final Settings settings;
  private final HttpEndpoint endpoint;
  private final ExportStats stats = new ExportStats();
  private final ServiceLog log;
  private final AilingService symptoms = new AilingService(System::nanoTime);
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private final Shop.Downstream downstream;
  private final FaultSwitch faults;
  private final AtomicReference<Deployment> current;
  private final Queue<Thread> undeploying = new ConcurrentLinkedQueue<>();

  private RunningService(Settings settings, HttpEndpoint endpoint) throws SQLException {
    this.settings = settings;
    this.endpoint = endpoint;
    this.log = new ServiceLog(settings.role.serviceName());
    if (settings.console) {
      log.printToConsole();
    }
    this.downstream = openDownstream();
    this.faults =
        new FaultSwitch(
            settings.role.serviceName(),
            effects(),
            InstantSource.system(),
            settings.truth == null ? null : new TruthFile(settings.truth));
    this.current = new AtomicReference<>(deploy(settings.role.version()));
  }

  /**
   * Starts a service.
   *
   * @throws IOException when its port cannot be had
   * @throws io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException when an {@code OTEL_*}
   *     variable is wrong
   */
  public static RunningService start(Settings settings) throws IOException, SQLException {
    HttpEndpoint endpoint = HttpEndpoint.bind(settings.host, settings.port);
    boolean started = false;
    try {
      RunningService service = new RunningService(settings, endpoint);
      endpoint.start(service::answer);
      started = true;
      return service;
    } finally {
      if (!started) {
        endpoint.close();
      }
    }
  }

  public int port() {
    return endpoint.port();
  }

  public URI uri() {
    return URI.create("http://" + settings.host + ":" + port());
  }

  public ExportStats stats() {
    return stats;
  }

  public FaultSwitch faults() {
    return faults;
  }

  private Shop.Downstream openDownstream() throws SQLException {
    if (settings.downstream != null) {
      SocketTransport transport = new SocketTransport(settings.downstream, CALL_TIMEOUT);
      resources.push(transport);
      return new Shop.Downstream.Service(transport);
    }
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    HikariPool pool = HikariPool.open("shop", url, CONNECTIONS_MAX, CONNECTION_TIMEOUT);
    resources.push(pool);
    try (Pool.Lease lease = pool.acquire()) {
      ShopSchema.create(lease.connection());
    }
    return new Shop.Downstream.Storage(pool);
  }

  private Map<FaultKind, Effect> effects() {
    Map<FaultKind, Effect> effects = new EnumMap<>(FaultKind.class);
    effects.put(FaultKind.MEMORY_LEAK, MemoryLeak.halfOfHeap());
    effects.put(FaultKind.CPU_HOG, new CpuHog());
    if (settings.role == Role.SERVICE_A) {
      effects.put(FaultKind.ERROR_BURST, symptoms.errorBurst());
      effects.put(FaultKind.DEPLOYMENT_DRIFT, new Redeployment(symptoms.drift(), this::redeploy));
    }
    if (downstream instanceof Shop.Downstream.Storage(var pool)) {
      effects.put(FaultKind.SLOW_DEPENDENCY, symptoms.slowDependency());
      effects.put(
          FaultKind.DATABASE_SATURATION, new PoolSeizure(pool, log.logger(PoolSeizure.class)));
    }
    return effects;
  }

  private Deployment deploy(String version) {
    ServiceIdentity identity =
        new ServiceIdentity(settings.role.serviceName(), version, UUID.randomUUID().toString());
    Telemetry telemetry = Telemetry.open(identity, stats, Clock.getDefault(), settings.telemetry);
    log.attach(ServiceLog.appenderTo(telemetry.sdk()));
    Weather weather = new Weather(settings.role.serviceName());
    Work work =
        new Work(
            Pace.parking(),
            ThreadLocalRandom::current,
            () -> weather.factorAt(Clock.getDefault().now()));
    return new Deployment(
        telemetry,
        new Shop(telemetry, log, work, symptoms)
            .serve(settings.role, downstream, settings.host, endpoint.port()));
  }

  /** Replaces the running version; requests in flight finish on the old one. */
  private void redeploy(boolean next) {
    Deployment replacement = deploy(next ? settings.role.nextVersion() : settings.role.version());
    Deployment replaced = current.getAndSet(replacement);
    undeploying.add(Thread.ofVirtual().name("undeploy").start(replaced::close));
  }

  private Response answer(Request request) {
    if (FaultHandler.handles(request)) {
      return new FaultHandler(faults).handle(request);
    }
    return switch (request.path()) {
      case "/stats" -> Response.ok(stats.toJson());
      case "/health" -> Response.ok("{\"status\":\"ok\"}");
      default -> serve(request);
    };
  }

  private Response serve(Request request) {
    while (true) {
      Deployment deployment = current.get();
      deployment.enter();
      try {
        // Entered a version that was just replaced: it may be closed already, so enter the next.
        if (deployment == current.get()) {
          return deployment.handle(request);
        }
      } finally {
        deployment.leave();
      }
    }
  }

  /** Ends faults, finishes requests in flight, flushes and writes the export counts. */
  @Override
  public void close() throws IOException {
    faults.close();
    endpoint.close();
    current.get().close();
    awaitUndeploying();
    log.close();
    for (AutoCloseable resource : resources) {
      closeQuietly(resource);
    }
    if (settings.stats != null) {
      stats.write(settings.stats);
    }
  }

  /** What replaced versions still export counts too. */
  private void awaitUndeploying() {
    for (Thread thread : undeploying) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      System.err.println("Cannot close " + resource + ": " + e);
    }
  }
}
