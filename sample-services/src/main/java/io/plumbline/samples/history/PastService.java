package io.plumbline.samples.history;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.plumbline.samples.http.Handler;
import io.plumbline.samples.http.Request;
import io.plumbline.samples.http.Response;
import io.plumbline.samples.service.Role;
import io.plumbline.samples.service.Shop;
import io.plumbline.samples.shop.Symptoms;
import io.plumbline.samples.telemetry.ExportStats;
import io.plumbline.samples.telemetry.ServiceIdentity;
import io.plumbline.samples.telemetry.ServiceLog;
import io.plumbline.samples.telemetry.Telemetry;
import io.plumbline.samples.work.Weather;
import io.plumbline.samples.work.Work;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;

/** One service of the shop on a turned clock: the running service's handlers, SDK and log. */
final class PastService implements Handler, AutoCloseable {
  private final HistoryExport export;
  private final Telemetry telemetry;
  private final ServiceLog log;
  private final SimulatedJvm jvm;
  private final Handler handler;

  PastService(
      Role role,
      Shop.Downstream downstream,
      World world,
      SplittableRandom random,
      Consumer<AutoConfiguredOpenTelemetrySdkBuilder> adjust) {
    this.export = new HistoryExport(world.outbox(), world.stats());
    String instance = new UUID(random.nextLong(), random.nextLong()).toString();
    SplittableRandom ids = random.split();
    this.telemetry =
        Telemetry.open(
            new ServiceIdentity(role.serviceName(), role.version(), instance),
            world.stats(),
            world.clock(),
            builder -> {
              adjust.accept(builder);
              Telemetry.fixedName(role.serviceName()).accept(builder);
              export.into(builder);
              builder.addTracerProviderCustomizer(
                  (provider, _) -> provider.setIdGenerator(new SeededIds(ids)));
            });
    this.log = new ServiceLog(role.serviceName());
    log.attach(new DatedAppender(world.clock(), ServiceLog.appenderTo(telemetry.sdk())));
    this.jvm =
        new SimulatedJvm(
            telemetry.sdk().getMeter(SimulatedJvm.SCOPE),
            JvmProfile.of(role),
            random.split(),
            world.clock());
    Work work = world.work(role, random.split());
    this.handler =
        new Shop(telemetry, log, work, Symptoms.NONE)
            .serve(role, downstream, "localhost", role.defaultPort());
  }

  /** What the services of one history share. */
  record World(TurnedClock clock, Outbox outbox, ExportStats stats) {
    Work work(Role role, SplittableRandom random) {
      Weather weather = new Weather(role.serviceName());
      return new Work(clock, () -> random, () -> weather.factorAt(clock.now()));
    }
  }

  @Override
  public Response handle(Request request) {
    Response response = handler.handle(request);
    jvm.served();
    return response;
  }

  Duration metricInterval() {
    return export.metricInterval();
  }

  /** Exports all metrics as of the clock's time. */
  void collectMetrics() {
    jvm.collected();
    export.collectMetrics();
  }

  void flush() {
    export.flush();
  }

  @Override
  public void close() {
    log.close();
    telemetry.close();
  }
}
