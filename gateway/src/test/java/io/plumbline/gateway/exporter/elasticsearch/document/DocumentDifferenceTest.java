package io.plumbline.gateway.exporter.elasticsearch.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import io.plumbline.otlp.TelemetryGenerator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The documents of generated telemetry are those that the plain way makes. */
class DocumentDifferenceTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int SEEDS = 400;

  private final JacksonDocuments plain = new JacksonDocuments();

  @ParameterizedTest
  @EnumSource
  void write_generatedTelemetry_asThePlainWay(Signal signal) throws InvalidProtocolBufferException {
    DocumentWriter writer = new DocumentWriter(signal, DocumentSettings.DEFAULT, 1024);
    long documents = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Batch batch = Documents.batch(signal, new TelemetryGenerator(seed).request(signal));

      List<String> actual = Documents.lines(writer, batch);

      List<String> expected =
          new String(plain.write(batch), StandardCharsets.UTF_8).lines().toList();
      assertThat(actual).as("seed %d", seed).hasSameSizeAs(expected);
      for (int line = 0; line < actual.size(); line++) {
        JsonNode document = JSON.readTree(actual.get(line));
        if (line % 2 == 0) {
          String id = ((ObjectNode) document.path("create")).remove("_id").asString();
          assertThat(id).hasSize(22);
        }
        assertThat(document)
            .as("seed %d, line %d", seed, line)
            .isEqualTo(JSON.readTree(expected.get(line)));
      }
      documents += actual.size() / 2;
    }
    assertThat(documents).isGreaterThan(SEEDS / 2);
  }
}
