package io.plumbline.detector.cli;

import io.plumbline.detector.explain.FeaturePart;
import io.plumbline.detector.explain.ScoredFacet;
import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.model.Reading;
import io.plumbline.detector.training.TrainedModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Why a window of a service has the score it has, for people and programs. */
record Explanation(TrainedModel model, Reading reading, ScoredWindow scored) {
  private static final List<String> LENSES = List.of("forest", "level", "change");

  /** A few sentences, then a table of all features, the most telling first. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        scored.service() + " from " + scored.window().start() + " to " + scored.window().end());
    lines.add("Model " + model.id() + ", version " + model.version());
    lines.add(
        format(
            "Score %.0f of 100, %s: surprise %.2f, as odd as one normal window in %s",
            scored.score(),
            Severity.of(scored.score()).id(),
            scored.surprise(),
            oneIn(scored.surprise())));
    StringBuilder lenses = new StringBuilder("Lenses:");
    for (int i = 0; i < LENSES.size(); i++) {
      lenses.append(format(" %s %.2f", LENSES.get(i), reading.lenses()[i]));
      lenses.append(i + 1 < LENSES.size() ? "," : "");
    }
    lines.add(lenses.toString());
    if (reading.recovering()) {
      lines.add(
          format(
              "On the way back to normal: that alone would have surprise %.2f, which is not told",
              reading.surprise()));
    }
    lines.add("");
    String row = "%-16s  %14s  %20s  %9s  %6s";
    lines.add(format(row, "feature", "actual", "typical", "deviation", "share"));
    scored.parts().stream()
        .sorted(Comparator.comparingDouble(FeaturePart::contribution).reversed())
        .forEach(part -> lines.add(line(row, part)));
    for (ScoredFacet facet : scored.facets()) {
      lines.add("");
      lines.add(format("%s, surprise %.2f", facet.facet().label(), facet.surprise()));
      facet.parts().forEach(part -> lines.add(line(row, part)));
    }
    lines.add("");
    lines.add(
        "deviation: widths of normal off what is usual then; share: its part in the surprise");
    return lines;
  }

  private static String line(String row, FeaturePart part) {
    Feature feature = part.feature();
    boolean seen = !Double.isNaN(part.typical().median());
    return format(
        row,
        feature.label(),
        feature.text(part.actual()),
        seen ? feature.text(part.typical().low(), part.typical().high()) : "never seen",
        format("%+.1f", part.deviation()),
        format("%.0f %%", 100 * part.contribution()));
  }

  private static String oneIn(double surprise) {
    return surprise < 9 ? format("%,.0f", Math.pow(10, surprise)) : format("10^%.0f", surprise);
  }

  /** Writes it for programs; what is missing is null. */
  void write(ObjectNode node) {
    node.put("service", scored.service());
    node.put("window_start", scored.window().start().toString());
    node.put("window_seconds", scored.window().length().toSeconds());
    node.putObject("model").put("id", model.id()).put("version", model.version());
    node.put("score", scored.score()).put("severity", Severity.of(scored.score()).id());
    node.put("surprise", scored.surprise());
    node.put("surprise_of_all_lenses", reading.surprise());
    node.put("recovering", reading.recovering());
    ObjectNode lenses = node.putObject("lenses");
    for (int i = 0; i < LENSES.size(); i++) {
      lenses.put(LENSES.get(i), reading.lenses()[i]);
    }
    ArrayNode features = node.putArray("features");
    scored.parts().forEach(part -> write(features.addObject(), part));
    ArrayNode facets = node.putArray("facets");
    for (ScoredFacet facet : scored.facets()) {
      ObjectNode one = facets.addObject().put("facet", facet.facet().id());
      one.put("surprise", facet.surprise());
      ArrayNode own = one.putArray("features");
      facet.parts().forEach(part -> write(own.addObject(), part));
    }
  }

  private static void write(ObjectNode one, FeaturePart part) {
    one.put("name", part.feature().id());
    put(one, "actual", part.actual());
    put(one, "typical", part.typical().median());
    put(one, "typical_low", part.typical().low());
    put(one, "typical_high", part.typical().high());
    put(one, "deviation", part.deviation());
    put(one, "contribution", part.contribution());
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // that annotation is no dependency of ours
  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
