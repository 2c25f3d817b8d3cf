package io.plumbline.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests in files, whose bytes never change, beside what they say in protobuf's text format. The
 * fuzzer begins with them too.
 */
class GoldenTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/io/plumbline/otlp/BatchFuzzTestInputs");

  private final Decoded decoded = new Decoded();

  @ParameterizedTest
  @CsvSource({"TRACES,traces,4", "LOGS,logs,4", "METRICS,metrics,8", "METRICS,odd-metrics,1"})
  void cursors_goldenFile_sayWhatItsDescriptionSays(Signal signal, String name, int items)
      throws IOException {
    byte[] bytes = Files.readAllBytes(FOLDER.resolve(name + ".binpb"));
    Message.Builder described = TelemetryGenerator.prototype(signal).newBuilderForType();
    TextFormat.merge(Files.readString(FOLDER.resolve(name + ".txtpb")), described);

    Batch batch = Generated.read(signal, bytes);

    Message said =
        switch (signal) {
          case TRACES -> decoded.traces(batch);
          case METRICS -> decoded.metrics(batch);
          case LOGS -> decoded.logs(batch);
        };
    assertThat(Normal.of(said)).isEqualTo(Normal.of(described.build()));
    assertThat(batch.itemCount()).isEqualTo(items);
  }
}
