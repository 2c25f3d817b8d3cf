package io.plumbline.detector.store;

import io.plumbline.detector.alert.AlertEvent;
import io.plumbline.detector.alert.AlertLog;
import io.plumbline.detector.alert.Delivery;
import io.plumbline.detector.explain.Severity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps what was delivered to whom; the id of a document is the receiver and the message. */
public final class AlertStore implements AlertLog {
  static final String INDEX = "alerts-plumbline";

  /** More than any receiver is told in the time that is remembered; the latest count. */
  private static final int LOADED_MAX = 10_000;

  private final Documents documents;

  public AlertStore(Documents documents) {
    this.documents = documents;
  }

  @Override
  public List<Delivery> load(String receiver, Instant since) throws IOException {
    ObjectNode query = documents.object();
    query.put("size", LOADED_MAX);
    query.putArray("sort").addObject().put("@timestamp", "desc");
    var filter = query.putObject("query").putObject("bool").putArray("filter");
    filter.addObject().putObject("term").put("alert.receiver", receiver);
    filter.addObject().putObject("range").putObject("@timestamp").put("gte", since.toString());
    JsonNode answer =
        documents
            .send("POST", "/" + INDEX + "/_search?ignore_unavailable=true", query.toString())
            .orThrow("Reading delivered alerts");
    List<Delivery> deliveries = new ArrayList<>();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      deliveries.add(read(receiver, hit.path("_source")));
    }
    return deliveries;
  }

  private static Delivery read(String receiver, JsonNode source) throws IOException {
    JsonNode alert = source.path("alert");
    try {
      return new Delivery(
          receiver,
          source.path("incident").path("id").asString(""),
          AlertEvent.valueOf(alert.path("event").asString("").toUpperCase(Locale.ROOT)),
          Severity.valueOf(alert.path("severity").asString("").toUpperCase(Locale.ROOT)),
          source.path("service").path("name").asString(""),
          alert.path("feature").asString(""),
          alert.path("digest").asBoolean(false),
          Instant.parse(source.path("@timestamp").asString("")));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw new IOException("a delivered alert in " + INDEX + " cannot be read: " + source, e);
    }
  }

  @Override
  public void save(Delivery delivery) throws IOException {
    ObjectNode document = documents.object();
    document.put("@timestamp", delivery.at().toString());
    document.putObject("service").put("name", delivery.service());
    document.putObject("incident").put("id", delivery.incidentId());
    document
        .putObject("alert")
        .put("receiver", delivery.receiver())
        .put("event", delivery.event().id())
        .put("severity", delivery.severity().id())
        .put("feature", delivery.topFeature())
        .put("digest", delivery.inDigest());
    Documents.Bulk bulk = documents.bulk();
    bulk.index(INDEX, delivery.receiver() + "/" + delivery.key(), document);
    bulk.send(true);
  }
}
