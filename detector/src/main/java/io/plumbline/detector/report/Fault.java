package io.plumbline.detector.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that was broken on purpose: the truth that detection is held against.
 *
 * @param end null while it is on
 */
public record Fault(String id, String kind, String service, Instant start, @Nullable Instant end) {
  /**
   * The faults of a file of JSON lines {@code {"id","kind","service","start","end"}}, by start. A
   * fault has a line when it starts and one when it ends; the latter counts.
   *
   * @throws IOException saying which line is wrong
   */
  public static List<Fault> read(Path file) throws IOException {
    Map<String, Fault> faults = new LinkedHashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank()) {
        Fault fault = parse(line, file + " line " + number);
        Fault known = faults.get(fault.id);
        if (known == null || known.end == null) {
          faults.put(fault.id, fault);
        }
      }
    }
    List<Fault> sorted = new ArrayList<>(faults.values());
    sorted.sort(Comparator.comparing(Fault::start));
    return sorted;
  }

  private static Fault parse(String line, String where) throws IOException {
    String expectation = " is no fault like {\"id\",\"kind\",\"service\",\"start\",\"end\"}: ";
    JsonNode node;
    try {
      node = JsonMapper.shared().readTree(line);
    } catch (JacksonException e) {
      throw new IOException(where + expectation + e.getOriginalMessage(), e);
    }
    for (String name : List.of("id", "kind", "service", "start")) {
      if (!node.path(name).isString()) {
        throw new IOException(where + expectation + "it has no " + name);
      }
    }
    try {
      String end = node.path("end").asString("");
      return new Fault(
          node.path("id").asString(),
          node.path("kind").asString(),
          node.path("service").asString(),
          Instant.parse(node.path("start").asString()),
          end.isEmpty() ? null : Instant.parse(end));
    } catch (DateTimeException e) {
      throw new IOException(where + expectation + e.getMessage(), e);
    }
  }

  /** When it was over, or a later time while it is not. */
  Instant endOr(Instant later) {
    return end == null ? later : end;
  }
}
