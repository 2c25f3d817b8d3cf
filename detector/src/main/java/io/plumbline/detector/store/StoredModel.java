package io.plumbline.detector.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A model as its description has it; what cannot be read is empty or 0.
 *
 * @param created when it was trained
 * @param from start of what it was trained on
 * @param to end of that
 * @param problem why it cannot be used and what to do; null when it can
 */
public record StoredModel(
    String id,
    long version,
    String created,
    String from,
    String to,
    long windowSeconds,
    List<String> services,
    boolean isInUse,
    @Nullable String problem) {

  static StoredModel of(String id, JsonNode head, boolean inUse, @Nullable String problem) {
    List<String> services = new ArrayList<>();
    head.path("services").forEach(name -> services.add(name.asString("")));
    return new StoredModel(
        id,
        head.path("version").asLong(0),
        head.path("@timestamp").asString(""),
        head.path("training").path("from").asString(""),
        head.path("training").path("to").asString(""),
        head.path("window").path("seconds").asLong(0),
        services,
        inUse,
        problem);
  }
}
