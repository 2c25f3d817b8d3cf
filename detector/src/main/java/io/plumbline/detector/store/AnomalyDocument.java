package io.plumbline.detector.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plumbline.detector.explain.FeaturePart;
import io.plumbline.detector.explain.ScoredFacet;
import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.rules.RuleFinding;
import io.plumbline.detector.training.TrainedModel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An odd window of a service as a document, in ECS fields where there are some. */
final class AnomalyDocument {
  static final String STREAM = "anomalies-plumbline-default";

  private AnomalyDocument() {}

  /** The same for the same service, window and model, so that writing again adds nothing. */
  static String id(ScoredWindow scored, TrainedModel model) {
    Window window = scored.window();
    String text =
        String.join(
            "\n",
            scored.service(),
            window.start().toString(),
            window.length().toString(),
            model.id());
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static void write(
      ObjectNode root,
      ScoredWindow scored,
      TrainedModel model,
      @Nullable String incidentId,
      Instant now) {
    Window window = scored.window();
    root.put("@timestamp", window.end().toString());
    root.putObject("event").put("kind", "alert").put("created", now.toString());
    root.putObject("service").put("name", scored.service());
    root.put("message", scored.sentence());
    ObjectNode anomaly = root.putObject("anomaly");
    anomaly.put("id", id(scored, model));
    anomaly.put("score", round(scored.score()));
    anomaly.put("surprise", round(scored.surprise()));
    anomaly.put("severity", Severity.of(scored.score()).id());
    anomaly
        .putObject("window")
        .put("start", window.start().toString())
        .put("end", window.end().toString())
        .put("seconds", window.length().toSeconds());
    anomaly
        .putObject("model")
        .put("id", model.id())
        .put("version", model.version())
        .put("maturity", model.maturity().id());
    ArrayNode features = anomaly.putArray("features");
    for (FeaturePart part : scored.parts()) {
      write(features.addObject(), part);
    }
    ArrayNode top = anomaly.putArray("top_features");
    if (scored.hasModel()) {
      scored.top().forEach(part -> top.add(part.feature().id()));
    }
    ArrayNode facets = anomaly.putArray("facets");
    for (ScoredFacet facet : scored.facets()) {
      ObjectNode one = facets.addObject().put("id", facet.facet().id());
      one.put("surprise", round(facet.surprise()));
      ArrayNode own = one.putArray("features");
      facet.parts().forEach(part -> write(own.addObject(), part));
      top.add(facet.facet().id());
    }
    ArrayNode rules = anomaly.putArray("rules");
    for (RuleFinding broken : scored.broken()) {
      ObjectNode rule = rules.addObject().put("id", broken.ruleId());
      rule.put("message", broken.message());
      put(rule, "actual", broken.actual());
      put(rule, "limit", broken.limit());
    }
    writeQueries(anomaly.putObject("query"), scored);
    if (incidentId != null) {
      root.putObject("incident").put("id", incidentId);
    }
  }

  private static void write(ObjectNode feature, FeaturePart part) {
    feature.put("name", part.feature().id());
    put(feature, "actual", part.actual());
    put(feature, "typical", part.typical().median());
    put(feature, "typical_low", part.typical().low());
    put(feature, "typical_high", part.typical().high());
    put(feature, "deviation", round(part.deviation()));
    put(feature, "contribution", Math.round(1000 * part.contribution()) / 1000.0);
  }

  /** KQL for the window's traces, logs and metrics, as Kibana's search bar takes it. */
  private static void writeQueries(ObjectNode query, ScoredWindow scored) {
    Window window = scored.window();
    String service = scored.service().replace("\\", "\\\\").replace("\"", "\\\"");
    String kql =
        "resource.attributes.service.name : \"%s\" and @timestamp >= \"%s\" and @timestamp < \"%s\""
            .formatted(service, window.start(), window.end());
    query.put("traces", kql + " and kind : (\"Server\" or \"Consumer\")");
    query.put("logs", kql);
    query.put("metrics", kql);
  }

  /** JSON has no NaN: what is missing is null. */
  static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  static double round(double value) {
    return Math.round(100 * value) / 100.0;
  }
}
