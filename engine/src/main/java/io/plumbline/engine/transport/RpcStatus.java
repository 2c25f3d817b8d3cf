package io.plumbline.engine.transport;

import io.plumbline.engine.component.StatusCode;
import io.plumbline.otlp.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * How a remote call failed: {@code google.rpc.Status} with the one detail that OTLP gives a meaning
 * to, {@code google.rpc.RetryInfo}. Field numbers are those of {@code google/rpc/status.proto},
 * {@code google/rpc/error_details.proto} and {@code google/protobuf/any.proto}.
 *
 * @param retryDelay how long the server asks to wait; null when it did not say that a retry helps
 */
public record RpcStatus(StatusCode code, String message, @Nullable Duration retryDelay) {
  private static final int STATUS_CODE = 1;
  private static final int STATUS_MESSAGE = 2;
  private static final int STATUS_DETAILS = 3;
  private static final int ANY_TYPE_URL = 1;
  private static final int ANY_VALUE = 2;
  private static final int RETRY_INFO_DELAY = 1;
  private static final int DURATION_SECONDS = 1;
  private static final int DURATION_NANOS = 2;
  private static final String RETRY_INFO = "google.rpc.RetryInfo";
  private static final String RETRY_INFO_URL = "type.googleapis.com/" + RETRY_INFO;
  private static final JsonFactory JSON = new JsonFactory();

  /** Waits longer than this are as good as never, and sums with them must not overflow. */
  private static final long SECONDS_MAX = Duration.ofDays(365).toSeconds();

  public RpcStatus(StatusCode code, String message) {
    this(code, message, null);
  }

  /** The serialised {@code google.rpc.Status}. */
  public byte[] toBytes() {
    WireWriter writer = new WireWriter(128 + message.length());
    if (code != StatusCode.OK) {
      writer.varintField(STATUS_CODE, code.number());
    }
    if (!message.isEmpty()) {
      writer.stringField(STATUS_MESSAGE, message);
    }
    if (retryDelay != null) {
      int details = writer.beginMessage(STATUS_DETAILS);
      writer.stringField(ANY_TYPE_URL, RETRY_INFO_URL);
      int retryInfo = writer.beginMessage(ANY_VALUE);
      int delay = writer.beginMessage(RETRY_INFO_DELAY);
      writer.varintField(DURATION_SECONDS, retryDelay.toSeconds());
      writer.varintField(DURATION_NANOS, retryDelay.toNanosPart());
      writer.endMessage(delay);
      writer.endMessage(retryInfo);
      writer.endMessage(details);
    }
    return writer.toByteArray();
  }

  /** The status in protobuf's JSON form. */
  public byte[] toJson() {
    ByteArrayOutputStream target = new ByteArrayOutputStream(128 + message.length());
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), target)) {
      json.writeStartObject();
      json.writeNumberProperty("code", code.number());
      json.writeStringProperty("message", message);
      if (retryDelay != null) {
        json.writeArrayPropertyStart("details");
        json.writeStartObject();
        json.writeStringProperty("@type", RETRY_INFO_URL);
        json.writeStringProperty("retryDelay", toJson(retryDelay));
        json.writeEndObject();
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    return target.toByteArray();
  }

  /** A duration in protobuf's JSON form: seconds with as many decimals as it needs, and an s. */
  private static String toJson(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.toSeconds()).add(BigDecimal.valueOf(duration.toNanosPart(), 9));
    return seconds.stripTrailingZeros().toPlainString() + "s";
  }

  /** Reads a serialised {@code google.rpc.Status}; null when the bytes are not one. */
  public static @Nullable RpcStatus read(byte[] bytes) {
    UntrustedMessage status = new UntrustedMessage(bytes);
    StatusCode code = StatusCode.OK;
    String message = "";
    Duration retryDelay = null;
    while (status.next()) {
      switch (status.field()) {
        case STATUS_CODE -> code = codeOf(status.number());
        case STATUS_MESSAGE -> message = status.string();
        case STATUS_DETAILS -> {
          Duration delay = readRetryInfo(status.message());
          retryDelay = delay == null ? retryDelay : delay;
        }
        default -> {
          // A field of a newer version.
        }
      }
    }
    return status.malformed() ? null : new RpcStatus(code, message, retryDelay);
  }

  /** Reads the code and the message of a status in JSON; null when it is not one. */
  public static @Nullable RpcStatus readJson(byte[] json) {
    StatusCode code = StatusCode.OK;
    String message = "";
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("code") && value == JsonToken.VALUE_NUMBER_INT) {
          code = codeOf(parser.getLongValue());
        } else if (name.equals("message") && value == JsonToken.VALUE_STRING) {
          message = parser.getString();
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException _) {
      return null; // Not a status; the caller has the HTTP status to go by.
    }
    return new RpcStatus(code, message);
  }

  /** The code with a number, UNKNOWN for numbers that no code has. */
  public static StatusCode codeOf(long number) {
    StatusCode[] codes = StatusCode.values();
    return number >= 0 && number < codes.length ? codes[(int) number] : StatusCode.UNKNOWN;
  }

  private static @Nullable Duration readRetryInfo(@Nullable UntrustedMessage any) {
    String type = "";
    UntrustedMessage value = null;
    while (any != null && any.next()) {
      if (any.field() == ANY_TYPE_URL) {
        type = any.string();
      } else if (any.field() == ANY_VALUE) {
        value = any.message();
      }
    }
    if (!type.endsWith("/" + RETRY_INFO)) {
      return null;
    }
    Duration delay = Duration.ZERO;
    while (value != null && value.next()) {
      if (value.field() == RETRY_INFO_DELAY) {
        delay = readDuration(value.message());
      }
    }
    return delay;
  }

  private static Duration readDuration(@Nullable UntrustedMessage message) {
    long seconds = 0;
    long nanos = 0;
    while (message != null && message.next()) {
      if (message.field() == DURATION_SECONDS) {
        seconds = message.number();
      } else if (message.field() == DURATION_NANOS) {
        nanos = message.number();
      }
    }
    return Duration.ofSeconds(
        Math.clamp(seconds, 0, SECONDS_MAX), Math.clamp(nanos, 0, 999_999_999));
  }
}
