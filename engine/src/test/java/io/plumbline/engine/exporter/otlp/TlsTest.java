package io.plumbline.engine.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.receiver.otlp.Certificates;
import io.plumbline.engine.receiver.otlp.OpenReceiver;
import io.plumbline.engine.receiver.otlp.Requests;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted between exporter and receiver, over gRPC. */
class TlsTest {
  @TempDir private static Path folder;
  private static Certificates server;
  private static Certificates client;

  @BeforeAll
  static void makeCertificates() throws Exception {
    server = Certificates.create(folder, "server");
    client = Certificates.create(folder, "client");
  }

  @Test
  void trustedServer_isSentTo() throws Exception {
    assertThat(send("", "ca_file: " + server.certificate())).isEqualTo(Outcome.accepted());
  }

  @Test
  void unknownServer_isNotSentTo() throws Exception {
    assertThat(send("", "min_version: '1.2'")).isInstanceOf(Outcome.RetryAfter.class);
  }

  @Test
  void unknownServer_isSentToWhenNotVerified() throws Exception {
    assertThat(send("", "insecure_skip_verify: true")).isEqualTo(Outcome.accepted());
  }

  @Test
  void serverOfAnotherName_isNotSentTo() throws Exception {
    String tls = "ca_file: " + server.certificate() + ", server_name_override: elsewhere";

    assertThat(send("", tls)).isInstanceOf(Outcome.RetryAfter.class);
  }

  @Test
  void clientWithoutCertificate_isTurnedAway() throws Exception {
    String clientCa = ", client_ca_file: " + client.certificate();

    assertThat(send(clientCa, "ca_file: " + server.certificate()))
        .isInstanceOf(Outcome.RetryAfter.class);
  }

  @Test
  void clientWithCertificate_isLetIn() throws Exception {
    String clientCa = ", client_ca_file: " + client.certificate();
    String tls =
        "ca_file: %s, cert_file: %s, key_file: %s"
            .formatted(server.certificate(), client.certificate(), client.key());

    assertThat(send(clientCa, tls)).isEqualTo(Outcome.accepted());
  }

  @Test
  void versionsThatDoNotMeet_doNotConnect() throws Exception {
    String tls = "ca_file: " + server.certificate() + ", max_version: '1.2'";

    assertThat(send(", min_version: '1.3'", tls)).isInstanceOf(Outcome.RetryAfter.class);
  }

  private static Outcome send(String serverMore, String clientTls) throws Exception {
    String receiver =
        "protocols: {grpc: {endpoint: 'localhost:0', tls: {cert_file: %s, key_file: %s%s}}}"
            .formatted(server.certificate(), server.key(), serverMore);
    try (OpenReceiver open = new OpenReceiver(receiver)) {
      OtlpExporter exporter =
          OtlpExporterTest.open(
              "{endpoint: '%s', tls: {%s}}".formatted(open.grpcTarget(), clientTls));
      try {
        return exporter.send(Requests.batch(1));
      } finally {
        exporter.close();
      }
    }
  }
}
