package io.plumbline.otlp.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * JSON by the official protobuf library. OTLP/JSON differs from it in one thing: ids are
 * hexadecimal, not base64, so they are translated.
 */
final class OfficialJson {
  private static final Set<String> IDS =
      Set.of("traceId", "spanId", "parentSpanId", "trace_id", "span_id", "parent_span_id");

  private OfficialJson() {}

  static String print(Message message, JsonFormat.Printer printer)
      throws InvalidProtocolBufferException {
    JsonElement tree = JsonParser.parseString(printer.print(message));
    return ids(tree, id -> HexFormat.of().formatHex(Base64.getDecoder().decode(id))).toString();
  }

  static Message parse(String otlpJson, Message prototype) throws InvalidProtocolBufferException {
    JsonElement tree =
        ids(
            JsonParser.parseString(otlpJson),
            id -> Base64.getEncoder().encodeToString(HexFormat.of().parseHex(id)));
    Message.Builder builder = prototype.newBuilderForType();
    JsonFormat.parser().merge(tree.toString(), builder);
    return builder.build();
  }

  private static JsonElement ids(JsonElement tree, UnaryOperator<String> translation) {
    if (tree instanceof JsonArray array) {
      JsonArray result = new JsonArray();
      array.forEach(element -> result.add(ids(element, translation)));
      return result;
    }
    if (tree instanceof JsonObject object) {
      JsonObject result = new JsonObject();
      for (Map.Entry<String, JsonElement> field : object.entrySet()) {
        String name = field.getKey();
        JsonElement value = field.getValue();
        result.add(
            name,
            IDS.contains(name)
                ? new JsonPrimitive(translation.apply(value.getAsString()))
                : ids(value, translation));
      }
      return result;
    }
    return tree;
  }
}
