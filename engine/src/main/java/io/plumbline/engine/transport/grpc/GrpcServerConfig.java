package io.plumbline.engine.transport.grpc;

import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.transport.Endpoint;
import io.plumbline.engine.transport.TlsServerConfig;
import io.plumbline.engine.transport.Unsupported;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC server as users write it.
 *
 * @param tls null for plain text
 * @param maxReceivedMessageMib 0 for gRPC's own limit of 4
 * @param maxConcurrentStreams per connection; 0 for no limit
 * @param includeMetadata whether request metadata goes into the request context
 */
public record GrpcServerConfig(
    Endpoint endpoint,
    @Nullable TlsServerConfig tls,
    int maxReceivedMessageMib,
    int maxConcurrentStreams,
    boolean includeMetadata,
    Keepalive keepalive) {

  /** Of {@code localhost}, on OTLP's port for gRPC. */
  public static final GrpcServerConfig DEFAULT =
      new GrpcServerConfig(new Endpoint("localhost", 4317), null, 0, 0, false, Keepalive.DEFAULT);

  private static final int MESSAGE_MIB_MAX = Integer.MAX_VALUE >> 20;

  /** The limit on received messages in bytes. */
  int maxReceivedMessageBytes() {
    return (maxReceivedMessageMib == 0 ? 4 : maxReceivedMessageMib) << 20;
  }

  /** Reads a section whose defaults are those of {@code defaults}. */
  public static GrpcServerConfig read(ConfigSection section, GrpcServerConfig defaults) {
    Endpoint endpoint = Endpoint.read(section, "endpoint", defaults.endpoint());
    Unsupported.transports(section);
    Unsupported.extensions(section, "auth", "middlewares");
    // Go's buffers around a socket. Netty sizes its own, so the two are checked and have no effect.
    section.integer("read_buffer_size", 524_288, 0, Integer.MAX_VALUE);
    section.integer("write_buffer_size", 0, 0, Integer.MAX_VALUE);
    ConfigSection dialer = section.section("dialer");
    dialer.duration("timeout", Duration.ZERO);
    dialer.rejectUnknownKeys();
    GrpcServerConfig config =
        new GrpcServerConfig(
            endpoint,
            TlsServerConfig.read(section, "tls"),
            (int) section.integer("max_recv_msg_size_mib", 0, 0, MESSAGE_MIB_MAX),
            (int) section.integer("max_concurrent_streams", 0, 0, Integer.MAX_VALUE),
            section.bool("include_metadata", false),
            Keepalive.read(section.section("keepalive")));
    section.rejectUnknownKeys();
    return config;
  }

  /**
   * How connections are probed and aged; zero durations mean never, or grpc-go's default where that
   * has one.
   *
   * @param time the silence after which the client is pinged
   * @param timeout how long to wait for the answer to a ping
   * @param minTime clients that ping more often than this are disconnected
   */
  public record Keepalive(
      Duration maxConnectionIdle,
      Duration maxConnectionAge,
      Duration maxConnectionAgeGrace,
      Duration time,
      Duration timeout,
      Duration minTime,
      boolean permitWithoutStream) {

    static final Keepalive DEFAULT =
        new Keepalive(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofHours(2),
            Duration.ofSeconds(20),
            Duration.ofMinutes(5),
            false);

    private static Keepalive read(ConfigSection section) {
      ConfigSection server = section.section("server_parameters");
      ConfigSection policy = section.section("enforcement_policy");
      Keepalive keepalive =
          new Keepalive(
              server.duration("max_connection_idle", Duration.ZERO),
              server.duration("max_connection_age", Duration.ZERO),
              server.duration("max_connection_age_grace", Duration.ZERO),
              orDefault(server.duration("time", DEFAULT.time), DEFAULT.time),
              orDefault(server.duration("timeout", DEFAULT.timeout), DEFAULT.timeout),
              orDefault(policy.duration("min_time", DEFAULT.minTime), DEFAULT.minTime),
              policy.bool("permit_without_stream", false));
      server.rejectUnknownKeys();
      policy.rejectUnknownKeys();
      section.rejectUnknownKeys();
      return keepalive;
    }

    private static Duration orDefault(Duration duration, Duration defaultValue) {
      return duration.isPositive() ? duration : defaultValue;
    }
  }
}
