package io.plumbline.otlp.json;

import io.plumbline.otlp.Batch;
import io.plumbline.otlp.ReadResult;
import io.plumbline.otlp.Signal;
import io.plumbline.otlp.schema.MessageType;
import io.plumbline.otlp.schema.Messages;

/**
 * Export requests as JSON, see <a
 * href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP, JSON Protobuf
 * Encoding</a>. Safe for use by several threads.
 */
public final class OtlpJson {
  private OtlpJson() {}

  /**
   * Reads an export request. Accepted: names in lowerCamelCase and snake_case; 64-bit numbers as
   * strings or numbers; enumerations as numbers or names; ids in hexadecimal of either case; bytes
   * in base64; {@code "NaN"} and the infinities; null for what is absent; unknown names are
   * skipped.
   */
  public static ReadResult decode(Signal signal, byte[] json) {
    return new JsonDecoder().decode(signal, json);
  }

  /**
   * Writes an export request in UTF-8: lowerCamelCase, 64-bit integers as strings, enumerations as
   * numbers, ids in lower case hexadecimal, nothing for what is absent.
   */
  public static byte[] encode(Batch batch) {
    return new JsonEncoder(batch.bytes()).encode(request(batch.signal()));
  }

  static MessageType request(Signal signal) {
    return switch (signal) {
      case TRACES -> Messages.EXPORT_TRACE_SERVICE_REQUEST;
      case METRICS -> Messages.EXPORT_METRICS_SERVICE_REQUEST;
      case LOGS -> Messages.EXPORT_LOGS_SERVICE_REQUEST;
    };
  }
}
