package io.plumbline.otlp;

import static org.assertj.core.api.Assertions.assertThat;

/** Batches of generated telemetry, for tests. */
final class Generated {
  private Generated() {}

  static Batch batch(Signal signal, long seed) {
    return read(signal, new TelemetryGenerator(seed).request(signal).toByteArray());
  }

  static Batch read(Signal signal, byte[] bytes) {
    ReadResult result = Batch.read(signal, bytes);
    if (result instanceof Malformed malformed) {
      throw new AssertionError(malformed.message());
    }
    return (Batch) result;
  }

  /** The batch's bytes are well-formed and hold the items that it says. */
  static void assertConsistent(Batch batch) {
    assertThat(read(batch.signal(), batch.bytes()).itemCount()).isEqualTo(batch.itemCount());
  }

  static void fail(Batch unexpected) {
    throw new AssertionError("unexpected batch of " + unexpected.sizeBytes() + " bytes");
  }
}
