package io.plumbline.otlp.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.ReadResult;
import io.plumbline.otlp.Signal;

/**
 * Any bytes are answered with a batch or a reason; what is a batch survives the way to JSON and
 * back.
 */
class OtlpJsonFuzzTest {
  @FuzzTest
  void decode_neverThrows(byte[] json) {
    for (Signal signal : Signal.values()) {
      ReadResult result = OtlpJson.decode(signal, json);
      if (result instanceof Batch batch) {
        byte[] encoded = OtlpJson.encode(batch);
        assertThat(OtlpJson.encode((Batch) OtlpJson.decode(signal, encoded))).isEqualTo(encoded);
      }
    }
  }
}
