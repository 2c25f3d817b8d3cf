package io.plumbline.detector.cli;

import io.plumbline.detector.features.Facet;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Rows as a table for people, or as CSV or JSON lines for programs. */
enum RowWriter {
  TABLE {
    @Override
    void write(List<FeatureRow> rows, PrintWriter out) {
      writeTable(rows, false, out);
    }
  },
  /** The table with a line for each facet below its service. */
  TABLE_WITH_FACETS {
    @Override
    void write(List<FeatureRow> rows, PrintWriter out) {
      writeTable(rows, true, out);
    }
  },
  CSV {
    @Override
    void write(List<FeatureRow> rows, PrintWriter out) {
      String names = Feature.all().stream().map(Feature::id).collect(Collectors.joining(","));
      out.println("window_start,window_seconds,service," + names);
      for (FeatureRow row : rows) {
        StringBuilder line = new StringBuilder(row.window().start().toString());
        line.append(',').append(row.window().length().toSeconds());
        line.append(',').append(quoted(row.service()));
        for (double value : row.values()) {
          line.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
        }
        out.println(line);
      }
    }
  },
  JSON_LINES {
    @Override
    void write(List<FeatureRow> rows, PrintWriter out) {
      JsonMapper json = JsonMapper.shared();
      for (FeatureRow row : rows) {
        ObjectNode line = json.createObjectNode();
        line.put("window_start", row.window().start().toString());
        line.put("window_seconds", row.window().length().toSeconds());
        line.put("service", row.service());
        put(line, Feature.all(), row.values());
        ObjectNode facets = line.putObject("facets");
        for (Facet facet : row.facets()) {
          put(facets.putObject(facet.id()), facet.kind().features(), row.values(facet));
        }
        out.println(line);
      }
    }
  };

  abstract void write(List<FeatureRow> rows, PrintWriter out);

  /** The format that a file's name asks for. */
  static RowWriter forFile(String name) throws CommandFailedException {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv")) {
      return CSV;
    }
    if (lower.endsWith(".jsonl") || lower.endsWith(".json") || lower.endsWith(".ndjson")) {
      return JSON_LINES;
    }
    throw new CommandFailedException(
        "--output must end in .csv, or in .jsonl, .ndjson or .json for JSON lines: " + name);
  }

  private static void writeTable(List<FeatureRow> rows, boolean withFacets, PrintWriter out) {
    int width = rows.stream().mapToInt(row -> row.service().length()).max().orElse(7);
    StringBuilder head = new StringBuilder(pad("window", 20)).append(' ');
    head.append(pad("service", Math.max(7, width)));
    Feature.all().forEach(feature -> head.append(' ').append(column(feature, feature.id())));
    out.println(head);
    for (FeatureRow row : rows) {
      StringBuilder line = new StringBuilder(pad(row.window().start().toString(), 20));
      line.append(' ').append(pad(row.service(), Math.max(7, width)));
      for (Feature feature : Feature.all()) {
        line.append(' ').append(column(feature, text(feature, row.value(feature))));
      }
      out.println(line);
      for (Facet facet : withFacets ? row.facets() : List.<Facet>of()) {
        out.println(" ".repeat(21) + facet.label() + ": " + text(facet, row.values(facet)));
      }
    }
  }

  private static String text(Facet facet, double[] values) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Feature feature = facet.kind().features().get(i);
      texts.add(feature.label() + " " + text(feature, values[i]));
    }
    return String.join(", ", texts);
  }

  private static String text(Feature feature, double value) {
    return Double.isNaN(value) ? "-" : feature.text(value);
  }

  private static void put(ObjectNode node, List<Feature> features, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        node.putNull(features.get(i).id());
      } else {
        node.put(features.get(i).id(), values[i]);
      }
    }
  }

  private static String column(Feature feature, String text) {
    int width = Math.max(10, feature.id().length());
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  static String quoted(String text) {
    return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
