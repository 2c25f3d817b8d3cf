package io.plumbline.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The samples of a Prometheus text exposition, as agent and gateway write them. */
final class Exposition {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})?\\s+(\\S+)(?:\\s+\\d+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private record Sample(String name, Map<String, String> labels, double value) {}

  private final List<Sample> samples = new ArrayList<>();

  static Exposition read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new DemoException("no metrics in " + file + ": " + e.getMessage(), e);
    }
  }

  static Exposition parse(String text) {
    Exposition exposition = new Exposition();
    for (String line : text.lines().toList()) {
      Matcher matcher = SAMPLE.matcher(line);
      if (line.startsWith("#") || !matcher.matches()) {
        continue;
      }
      Map<String, String> labels = new HashMap<>();
      if (matcher.group(2) != null) {
        Matcher label = LABEL.matcher(matcher.group(2));
        while (label.find()) {
          labels.put(label.group(1), label.group(2));
        }
      }
      exposition.samples.add(
          new Sample(matcher.group(1), labels, Double.parseDouble(matcher.group(3))));
    }
    return exposition;
  }

  /** The sum of all samples of a metric that have the given labels; 0 when there is none. */
  long sum(String name, Map<String, String> labels) {
    double sum = 0;
    for (Sample sample : samples) {
      if (sample.name().equals(name) && sample.labels().entrySet().containsAll(labels.entrySet())) {
        sum += sample.value();
      }
    }
    return Math.round(sum);
  }

  long sum(String name) {
    return sum(name, Map.of());
  }
}
