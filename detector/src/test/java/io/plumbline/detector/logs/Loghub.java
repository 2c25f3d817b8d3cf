package io.plumbline.detector.logs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Log lines of known templates, from the folder of labelled data beside the project. */
record Loghub(String system, List<String> contents, List<String> eventIds) {
  private static final String FOLDER = "shared/data/loghub";

  /** All systems; skips the test, saying so, where the data is absent. */
  static List<Loghub> all() throws IOException {
    Path parent = Path.of("").toAbsolutePath();
    while (parent != null && !Files.isDirectory(parent.resolve(FOLDER))) {
      parent = parent.getParent();
    }
    assumeTrue(parent != null, FOLDER + " is not beside the project");
    if (parent == null) {
      return List.of();
    }
    List<Path> systems;
    try (Stream<Path> children = Files.list(parent.resolve(FOLDER))) {
      systems = children.filter(Files::isDirectory).sorted().toList();
    }
    List<Loghub> sets = new ArrayList<>();
    for (Path system : systems) {
      sets.add(read(system));
    }
    return sets;
  }

  private static Loghub read(Path folder) throws IOException {
    String system = String.valueOf(folder.getFileName());
    Path file = folder.resolve(system + "_2k.log_structured.csv.gz");
    String text;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<List<String>> rows = rows(text);
    int content = rows.getFirst().indexOf("Content");
    int eventId = rows.getFirst().indexOf("EventId");
    List<List<String>> lines = rows.subList(1, rows.size());
    return new Loghub(
        system,
        lines.stream().map(row -> row.get(content)).toList(),
        lines.stream().map(row -> row.get(eventId)).toList());
  }

  /** Rows of fields as RFC 4180 has them: in quotes, commas and ends of line are content. */
  private static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        if (quoted && i > 0 && text.charAt(i - 1) == '"') {
          field.append('"');
        }
      } else if (quoted || (c != ',' && c != '\n' && c != '\r')) {
        field.append(c);
      } else if (c != '\r') {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      }
    }
    if (!row.isEmpty()) {
      row.add(field.toString());
      rows.add(row);
    }
    return rows;
  }
}
