package io.plumbline.engine.exporter.otlphttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.receiver.otlp.Certificates;
import io.plumbline.engine.receiver.otlp.OpenReceiver;
import io.plumbline.engine.receiver.otlp.Requests;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted between exporter and receiver, over HTTP. */
class HttpsTest {
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

  private static Outcome send(String serverMore, String clientTls) throws Exception {
    String receiver =
        "protocols: {http: {endpoint: 'localhost:0', tls: {cert_file: %s, key_file: %s%s}}}"
            .formatted(server.certificate(), server.key(), serverMore);
    try (OpenReceiver open = new OpenReceiver(receiver)) {
      String url = open.httpUrl("").replace("http:", "https:");
      return OtlpHttpExporterTest.send(
          "{endpoint: '%s', tls: {%s}}".formatted(url, clientTls), Requests.batch(1));
    }
  }
}
