package io.plumbline.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.component.StartException;
import io.plumbline.engine.transport.Endpoint;
import io.plumbline.engine.transport.grpc.GrpcServerConfig;
import io.plumbline.engine.transport.http.HttpServerConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpReceiverConfigTest {

  @Test
  void emptyBlocks_haveTheCollectorsDefaults() {
    OtlpReceiver.Config config = OpenReceiver.config("protocols: {grpc: , http: }");

    assertThat(config).isEqualTo(OtlpReceiver.Config.DEFAULT);
    assertThat(config.grpc()).isNotNull();
    assertThat(config.grpc().endpoint()).isEqualTo(new Endpoint("localhost", 4317));
    assertThat(config.grpc().maxConcurrentStreams()).isZero();
    assertThat(config.grpc().includeMetadata()).isFalse();
    assertThat(config.grpc().tls()).isNull();
    GrpcServerConfig.Keepalive keepalive = config.grpc().keepalive();
    assertThat(keepalive.time()).isEqualTo(Duration.ofHours(2));
    assertThat(keepalive.timeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(keepalive.minTime()).isEqualTo(Duration.ofMinutes(5));
    assertThat(keepalive.permitWithoutStream()).isFalse();
    assertThat(config.http()).isNotNull();
    assertThat(config.http().tracesPath()).isEqualTo("/v1/traces");
    assertThat(config.http().metricsPath()).isEqualTo("/v1/metrics");
    assertThat(config.http().logsPath()).isEqualTo("/v1/logs");
    HttpServerConfig server = config.http().server();
    assertThat(server.endpoint()).isEqualTo(new Endpoint("localhost", 4318));
    assertThat(server.maxRequestBodyBytes()).isEqualTo(20 << 20);
    assertThat(server.timeouts()).isEqualTo(HttpServerConfig.Timeouts.NONE);
    assertThat(server.keepAlivesEnabled()).isTrue();
    assertThat(server.cors()).isNull();
    assertThat(server.responseHeaders()).isEmpty();
    assertThat(server.compressionAlgorithms())
        .isEqualTo(Set.of("", "gzip", "zstd", "zlib", "deflate"));
  }

  @Test
  void onlyWrittenProtocols_areOpened() {
    assertThat(OpenReceiver.config("protocols: {grpc: }").http()).isNull();
    assertThat(OpenReceiver.config("protocols: {http: }").grpc()).isNull();
  }

  @Test
  void everyKey_isRead() {
    OtlpReceiver.Config config =
        OpenReceiver.config(
            """
            protocols:
              grpc:
                endpoint: "[::1]:1"
                transport: tcp
                max_recv_msg_size_mib: 8
                max_concurrent_streams: 100
                read_buffer_size: 1024
                write_buffer_size: 1024
                include_metadata: true
                keepalive:
                  server_parameters:
                    max_connection_idle: 11s
                    max_connection_age: 12s
                    max_connection_age_grace: 13s
                    time: 30s
                    timeout: 5s
                  enforcement_policy: {min_time: 10s, permit_without_stream: true}
              http:
                endpoint: ":2"
                traces_url_path: t
                metrics_url_path: /m
                logs_url_path: /l
                max_request_body_size: 1000
                include_metadata: true
                response_headers: {X-Server: plumbline}
                compression_algorithms: [gzip]
                read_timeout: 1s
                read_header_timeout: 2s
                write_timeout: 3s
                idle_timeout: 4s
                keep_alives_enabled: false
                cors:
                  allowed_origins: ["https://*.example.com"]
                  allowed_headers: [X-Token]
                  exposed_headers: [X-Server]
                  max_age: 7200
            """);

    assertThat(config.grpc())
        .isEqualTo(
            new GrpcServerConfig(
                new Endpoint("::1", 1),
                null,
                8,
                100,
                true,
                new GrpcServerConfig.Keepalive(
                    Duration.ofSeconds(11),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(13),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    true)));
    assertThat(config.http()).isNotNull();
    assertThat(config.http().tracesPath()).isEqualTo("/t");
    HttpServerConfig server = config.http().server();
    assertThat(server.endpoint()).isEqualTo(new Endpoint("", 2));
    assertThat(server.maxRequestBodyBytes()).isEqualTo(1000);
    assertThat(server.responseHeaders()).isEqualTo(Map.of("X-Server", "plumbline"));
    assertThat(server.compressionAlgorithms()).isEqualTo(Set.of("gzip"));
    assertThat(server.timeouts())
        .isEqualTo(
            new HttpServerConfig.Timeouts(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4)));
    assertThat(server.keepAlivesEnabled()).isFalse();
    assertThat(server.cors()).isNotNull();
    assertThat(server.cors().maxAge()).isEqualTo(Duration.ofHours(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | : must specify at least one protocol when using the OTLP receiver",
        "{protocols: {grpc: , thrift: }} | has invalid keys: thrift",
        "{protocols: {grpc: {endpoint: 'a:x'}}} | ::protocols::grpc::endpoint: invalid port \"x\"",
        "{protocols: {grpc: {endpoint: 'a:65536'}}} | endpoint: invalid port \"65536\"",
        "{protocols: {http: {endpoint: 'a'}}} | address a: missing port in address",
        "{protocols: {http: {endpoint: '::1:4318'}}} | address ::1:4318: too many colons",
        "{protocols: {grpc: {auth: {authenticator: basicauth}}}} | grpc::auth: is not supported",
        "{protocols: {http: {middlewares: [{id: x}]}}} | http::middlewares: is not supported",
        "{protocols: {grpc: {transport: unix}}} | expected tcp, found \"unix\"",
        "{protocols: {grpc: {max_recv_msg_size_mib: -1}}} | expected a whole number",
        "{protocols: {http: {compression_algorithms: [lz4]}}} | this build can't decompress lz4",
        "{protocols: {http: {compression_algorithms: [x]}}} | unsupported compression type \"x\"",
        "{protocols: {http: {traces_url_path: /v1/logs}}} | a URL path of its own",
        "{protocols: {grpc: {tls: {}}}} | must include both certificate and key for server",
        "{protocols: {grpc: {tls: {cert_file: a}}}} | must include both certificate and key (Cert",
        "{protocols: {http: {tls: {cert_file: a, cert_pem: b, key_file: c}}}} | provide either"
            + " certificate file or PEM, but not both",
        "{protocols: {http: {tls: {cert_file: a, key_file: c, key_pem: d}}}} | provide either key"
            + " file or PEM, but not both",
        "{protocols: {http: {tls: {cert_file: a, key_file: c, min_version: '2'}}}} | invalid TLS"
            + " min_version: unsupported TLS version: \"2\"",
        "{protocols: {http: {tls: {cert_file: a, key_file: c, min_version: '1.3', max_version:"
            + " '1.2'}}}} | min_version cannot be greater than max_version",
        "{protocols: {http: {tls: {cert_file: a, key_file: c, cipher_suites: [x]}}}} | invalid TLS"
            + " cipher suite: \"x\"",
        "{protocols: {http: {tls: {cert_file: a, key_file: c, curve_preferences: [x]}}}} | invalid"
            + " curve type: x",
      })
  void badConfiguration_isSaidWithItsPath(String yaml, String problem) {
    assertThat(OpenReceiver.problems(yaml))
        .hasSize(1)
        .allMatch(text -> text.startsWith("receivers::otlp"))
        .allSatisfy(text -> assertThat(text).contains(problem));
  }

  @Test
  void allProblems_areFoundAtOnce() {
    assertThat(
            OpenReceiver.problems(
                "protocols: {grpc: {endpoint: 'a:x', nope: 1}, http: {endpoint: 'b'}}"))
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"grpc", "http"})
  void portTaken_namesTheAddress(String protocol) throws Exception {
    try (OpenReceiver first = new OpenReceiver("protocols: {http: {endpoint: '127.0.0.1:0'}}")) {
      String endpoint = first.httpUrl("").replace("http://localhost", "127.0.0.1");

      assertThatThrownBy(() ->
              new OpenReceiver("protocols: {" + protocol + ": {endpoint: '" + endpoint + "'}}"))
          .isInstanceOf(StartException.class)
          .hasMessage("can't listen on " + endpoint + ": Address already in use");
    }
  }

  @Test
  void missingCertificate_namesTheFile() {
    assertThatThrownBy(() ->
            new OpenReceiver(
                "protocols: {grpc: {endpoint: 'localhost:0',"
                    + " tls: {cert_file: /no/cert.pem, key_file: /no/key.pem}}}"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("failed to load TLS config: /no/");
  }
}
