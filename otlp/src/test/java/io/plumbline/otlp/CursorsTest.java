package io.plumbline.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cursors say is what the official classes say. */
class CursorsTest {
  private final Decoded decoded = new Decoded();

  @ParameterizedTest
  @EnumSource
  void cursors_anyRequest_sayWhatTheOfficialClassesSay(Signal signal) {
    ForAll.seeds(
        400,
        seed -> {
          Message request = new TelemetryGenerator(seed).request(signal);

          ReadResult result = Batch.read(signal, request.toByteArray());

          assertThat(result).isInstanceOf(Batch.class);
          assertThat(Normal.of(decode((Batch) result))).isEqualTo(Normal.of(request));
        });
  }

  private Message decode(Batch batch) {
    return switch (batch.signal()) {
      case TRACES -> decoded.traces(batch);
      case METRICS -> decoded.metrics(batch);
      case LOGS -> decoded.logs(batch);
    };
  }
}
