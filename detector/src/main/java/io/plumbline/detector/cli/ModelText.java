package io.plumbline.detector.cli;

import io.plumbline.detector.features.Facet;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.model.Typical;
import io.plumbline.detector.store.StoredModel;
import io.plumbline.detector.training.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Stored models for people and programs. */
final class ModelText {
  private ModelText() {}

  /** A head and a line a model. */
  static List<String> table(List<StoredModel> models) {
    String format = "%-1s %7s  %-30s  %7s  %-44s  %s";
    List<String> lines = new ArrayList<>();
    lines.add(format(format, "", "version", "trained", "windows", "on", "services"));
    for (StoredModel model : models) {
      String range = model.from() + " to " + model.to();
      String what = model.problem() == null ? String.join(", ", model.services()) : model.problem();
      lines.add(
          format(
              format,
              model.isInUse() ? "*" : "",
              model.version(),
              model.created(),
              model.windowSeconds() + " s",
              range,
              what));
    }
    return lines;
  }

  /**
   * All that is known of a model.
   *
   * @param trained the model itself; null when it cannot be used
   */
  static List<String> card(StoredModel model, @Nullable TrainedModel trained) {
    List<String> lines = new ArrayList<>();
    String use = model.isInUse() ? ", in use" : "";
    lines.add("Model " + model.id() + ", version " + model.version() + use);
    lines.add("  trained   " + model.created());
    lines.add("  on        " + model.from() + " to " + model.to());
    lines.add("  windows   " + model.windowSeconds() + " s");
    if (model.problem() != null) {
      lines.add("  problem   " + model.problem());
    }
    if (trained == null) {
      lines.add("  services  " + String.join(", ", model.services()));
      return lines;
    }
    lines.add("  seed      " + trained.seed());
    trained
        .topology()
        .graph()
        .edges()
        .forEach((caller, called) ->
            lines.add("  calls     " + caller + " → " + String.join(", ", called)));
    trained
        .services()
        .forEach((name, service) -> {
          lines.add("");
          lines.add(name + ", " + service.windows() + " windows, typically");
          for (Feature feature : Feature.all()) {
            Typical typical = service.model().typical(feature.column());
            String usual =
                Double.isNaN(typical.median())
                    ? "never seen"
                    : feature.text(typical.low(), typical.high());
            lines.add(format("  %-16s  %s", feature.label(), usual));
          }
          service
              .facets()
              .forEach((facet, own) -> lines.add("  " + facet.label() + ": " + usual(facet, own)));
        });
    return lines;
  }

  /** Writes a model for programs; with what it takes for normal if that is given. */
  static void write(ObjectNode node, StoredModel model, @Nullable TrainedModel trained) {
    node.put("id", model.id()).put("version", model.version()).put("in_use", model.isInUse());
    node.put("trained", model.created()).put("from", model.from()).put("to", model.to());
    node.put("window_seconds", model.windowSeconds());
    if (model.problem() != null) {
      node.put("problem", model.problem());
    }
    if (trained == null) {
      ArrayNode services = node.putArray("services");
      model.services().forEach(services::add);
      return;
    }
    node.put("seed", trained.seed());
    ObjectNode services = node.putObject("services");
    trained
        .services()
        .forEach((name, service) -> {
          ObjectNode one = services.putObject(name).put("windows", service.windows());
          ObjectNode usual = one.putObject("typical");
          for (Feature feature : Feature.all()) {
            Typical typical = service.model().typical(feature.column());
            write(usual, feature, typical);
          }
          ObjectNode facets = one.putObject("facets");
          service
              .facets()
              .forEach((facet, own) -> {
                ObjectNode typical = facets.putObject(facet.id());
                List<Feature> features = facet.kind().features();
                for (int i = 0; i < features.size(); i++) {
                  write(typical, features.get(i), own.typical(i));
                }
              });
        });
  }

  private static void write(ObjectNode usual, Feature feature, Typical typical) {
    if (!Double.isNaN(typical.median())) {
      usual
          .putObject(feature.id())
          .put("low", typical.low())
          .put("median", typical.median())
          .put("high", typical.high());
    }
  }

  private static String usual(Facet facet, ServiceModel model) {
    List<String> texts = new ArrayList<>();
    List<Feature> features = facet.kind().features();
    for (int i = 0; i < features.size(); i++) {
      Typical typical = model.typical(i);
      if (!Double.isNaN(typical.median())) {
        Feature feature = features.get(i);
        texts.add(feature.label() + " " + feature.text(typical.low(), typical.high()));
      }
    }
    return String.join(", ", texts);
  }

  @SuppressWarnings("AnnotateFormatMethod") // that annotation is no dependency of ours
  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
