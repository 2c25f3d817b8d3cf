package io.plumbline.engine.transport;

import io.plumbline.otlp.Signal;
import io.plumbline.otlp.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The answer to an export request that succeeded: {@code ExportTraceServiceResponse} and its
 * siblings, whose {@code partial_success} has the same field numbers in all of them.
 *
 * @param rejectedItems spans, data points or log records that were refused for good
 * @param message why, or a warning when nothing was refused; "" for none
 */
public record ExportResponse(long rejectedItems, String message) {
  /** Everything was taken. */
  public static final ExportResponse FULL = new ExportResponse(0, "");

  private static final int PARTIAL_SUCCESS = 1;
  private static final int REJECTED = 1;
  private static final int ERROR_MESSAGE = 2;
  private static final byte[] NO_BYTES = {};
  private static final JsonFactory JSON = new JsonFactory();

  /** The message in protobuf; no bytes at all when everything was taken. */
  public byte[] toBytes() {
    if (equals(FULL)) {
      return NO_BYTES;
    }
    WireWriter writer = new WireWriter(32 + message.length());
    int partial = writer.beginMessage(PARTIAL_SUCCESS);
    if (rejectedItems != 0) {
      writer.varintField(REJECTED, rejectedItems);
    }
    if (!message.isEmpty()) {
      writer.stringField(ERROR_MESSAGE, message);
    }
    writer.endMessage(partial);
    return writer.toByteArray();
  }

  /** The message in protobuf's JSON form, which writes 64-bit numbers as strings. */
  public byte[] toJson(Signal signal) {
    ByteArrayOutputStream target = new ByteArrayOutputStream(64 + message.length());
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), target)) {
      json.writeStartObject();
      json.writeObjectPropertyStart("partialSuccess");
      if (rejectedItems != 0) {
        json.writeStringProperty(rejectedName(signal), Long.toString(rejectedItems));
      }
      if (!message.isEmpty()) {
        json.writeStringProperty("errorMessage", message);
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return target.toByteArray();
  }

  /** Reads what a server answered; null when it is not such a message. */
  public static @Nullable ExportResponse read(byte[] bytes) {
    if (bytes.length == 0) {
      return FULL;
    }
    UntrustedMessage response = new UntrustedMessage(bytes);
    ExportResponse result = FULL;
    while (response.next()) {
      UntrustedMessage partial = response.message();
      if (response.field() == PARTIAL_SUCCESS && partial != null) {
        result = readPartial(partial);
        if (partial.malformed()) {
          return null;
        }
      }
    }
    return response.malformed() ? null : result;
  }

  private static ExportResponse readPartial(UntrustedMessage partial) {
    long rejected = 0;
    String message = "";
    while (partial.next()) {
      if (partial.field() == REJECTED) {
        rejected = partial.number();
      } else if (partial.field() == ERROR_MESSAGE) {
        message = partial.string();
      }
    }
    return new ExportResponse(rejected, message);
  }

  /** Reads what a server answered in JSON; null when it is not such a message. */
  public static @Nullable ExportResponse readJson(byte[] json) {
    if (json.length == 0) {
      return FULL;
    }
    long rejected = 0;
    String message = "";
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.PROPERTY_NAME) {
          continue;
        }
        String name = parser.currentName();
        if (name.startsWith("rejected")) {
          parser.nextToken();
          rejected = Long.parseLong(parser.getString());
        } else if (name.equals("errorMessage") || name.equals("error_message")) {
          parser.nextToken();
          message = parser.getString();
        }
      }
    } catch (JacksonException | NumberFormatException _) {
      return null; // Not the message that was asked for; the caller says what it got instead.
    }
    return new ExportResponse(rejected, message);
  }

  private static String rejectedName(Signal signal) {
    return switch (signal) {
      case TRACES -> "rejectedSpans";
      case METRICS -> "rejectedDataPoints";
      case LOGS -> "rejectedLogRecords";
    };
  }
}
