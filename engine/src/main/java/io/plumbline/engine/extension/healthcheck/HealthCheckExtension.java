package io.plumbline.engine.extension.healthcheck;

import io.plumbline.engine.component.ComponentFactory.ExtensionFactory;
import io.plumbline.engine.component.Extension;
import io.plumbline.engine.component.ServiceStatus;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.transport.Endpoint;
import io.plumbline.engine.transport.InFlightBytes;
import io.plumbline.engine.transport.http.HttpServer;
import io.plumbline.engine.transport.http.HttpServerConfig;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers 200 when every pipeline runs, 503 before that and while the service stops: the
 * Collector's first version of {@code health_check}.
 */
public final class HealthCheckExtension implements Extension {
  public static final ExtensionFactory<Config> FACTORY = new Factory();

  /** Probes have no bodies; one that has can't keep more than this. */
  private static final long REQUEST_BYTES_MAX = 64 << 10;

  private final HttpServer server;

  private HealthCheckExtension(Settings settings, Config config, ServiceStatus status) {
    this.server =
        new HttpServer(
            config.server,
            new InFlightBytes(REQUEST_BYTES_MAX),
            new HealthPage(config, status, settings.clock()));
  }

  /**
   * What users configure.
   *
   * @param path "/" answers at every path
   * @param responseBody in place of the default JSON; null for that
   */
  public record Config(HttpServerConfig server, String path, @Nullable ResponseBody responseBody) {
    public static final Config DEFAULT =
        new Config(HttpServerConfig.of(new Endpoint("localhost", 13_133)), "/", null);
  }

  /** Texts in place of the default JSON. */
  public record ResponseBody(String healthy, String unhealthy) {}

  @Override
  public void start() throws StartException {
    server.start();
  }

  /** The bound port. */
  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  private static final class Factory implements ExtensionFactory<Config> {
    @Override
    public String type() {
      return "health_check";
    }

    @Override
    public List<String> aliases() {
      return List.of("healthcheck");
    }

    @Override
    public Config config(ConfigSection section) {
      HttpServerConfig server = HttpServerConfig.read(section, Config.DEFAULT.server);
      String path = section.string("path", Config.DEFAULT.path);
      if (!path.startsWith("/")) {
        section.problem("path", "must start with /");
      }
      ResponseBody body = null;
      if (section.has("response_body") && section.value("response_body") != null) {
        ConfigSection texts = section.section("response_body");
        body = new ResponseBody(texts.string("healthy", ""), texts.string("unhealthy", ""));
        texts.rejectUnknownKeys();
      }
      readHistoric(section.section("check_collector_pipeline"));
      section.rejectUnknownKeys();
      return new Config(server, path, body);
    }

    /** Without effect in the Collector, too. */
    private static void readHistoric(ConfigSection section) {
      section.bool("enabled", false);
      section.duration("interval", Duration.ofMinutes(5));
      section.integer("exporter_failure_threshold", 5, 0, Integer.MAX_VALUE);
      section.rejectUnknownKeys();
    }

    @Override
    public Extension create(Settings settings, Config config, ServiceStatus status) {
      return new HealthCheckExtension(settings, config, status);
    }
  }
}
