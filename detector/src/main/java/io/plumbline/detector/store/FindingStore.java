package io.plumbline.detector.store;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.training.TrainedModel;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what was found: anomalies and incidents. */
public final class FindingStore {
  private static final int PAGE = 1000;

  private final Documents documents;

  public FindingStore(Documents documents) {
    this.documents = documents;
  }

  /** See {@link Documents#prepare}. */
  public void prepare() throws IOException {
    documents.prepare();
  }

  /**
   * An odd window to be written.
   *
   * @param incidentId the incident that it belongs to, if there was one when it was scored
   */
  public record Anomaly(ScoredWindow scored, TrainedModel model, @Nullable String incidentId) {}

  /**
   * All that was found in the windows of [from, to).
   *
   * @param incidents as they are now
   * @param withdrawn incidents that were found there before and are not any more
   */
  public record Found(
      Instant from,
      Instant to,
      List<Anomaly> anomalies,
      Collection<Incident> incidents,
      List<StoredIncident> withdrawn) {}

  /**
   * Puts what was found in the place of what was found in the same windows before. Incidents keep
   * what people did about them: one that a person has closed is closed, whatever the monitor still
   * puts to it.
   */
  public void write(Found found, WindowGrid grid, Instant now) throws IOException {
    Documents.Bulk bulk = documents.bulk();
    deleteAnomalies(bulk, found.from, found.to, grid);
    for (Anomaly anomaly : found.anomalies) {
      ObjectNode document = documents.object();
      AnomalyDocument.write(document, anomaly.scored(), anomaly.model(), anomaly.incidentId(), now);
      String id = AnomalyDocument.id(anomaly.scored(), anomaly.model());
      bulk.create(AnomalyDocument.STREAM, id, document);
    }
    List<String> open =
        found.incidents.stream().filter(Incident::isOpen).map(Incident::id).toList();
    Map<String, Instant> closings = open.isEmpty() ? Map.of() : closings(open, now);
    for (Incident incident : found.incidents) {
      Instant closed = incident.isOpen() ? closings.get(incident.id()) : null;
      ObjectNode document = documents.object();
      IncidentDocument.write(document, closed == null ? incident : incident.closed(closed), grid);
      bulk.merge(IncidentDocument.INDEX, incident.id(), document);
    }
    for (StoredIncident incident : found.withdrawn) {
      ObjectNode fields = documents.object();
      IncidentDocument.withdraw(fields, incident, found.to);
      bulk.update(IncidentDocument.INDEX, incident.id(), fields);
    }
    bulk.send(false);
  }

  /** Of any model: windows that are scored again by another one are scored once, too. */
  private void deleteAnomalies(Documents.Bulk bulk, Instant from, Instant to, WindowGrid grid)
      throws IOException {
    String stream = "/" + AnomalyDocument.STREAM;
    String options = "?ignore_unavailable=true";
    documents.send("POST", stream + "/_refresh" + options, null).orThrow("Refreshing anomalies");
    ObjectNode search = documents.object();
    search.put("size", PAGE).put("_source", false);
    search.putArray("sort").add("@timestamp").add("anomaly.id");
    ArrayNode filter = search.putObject("query").putObject("bool").putArray("filter");
    filter.addObject().putObject("term").put("anomaly.window.seconds", grid.seconds());
    filter
        .addObject()
        .putObject("range")
        .putObject("anomaly.window.start")
        .put("gte", from.toString())
        .put("lt", to.toString());
    while (true) {
      JsonNode hits =
          documents
              .send("POST", stream + "/_search" + options, search.toString())
              .orThrow("Searching anomalies")
              .path("hits")
              .path("hits");
      // By the index behind the stream: the stream itself only takes what is new.
      hits.forEach(hit -> bulk.delete(hit.path("_index").asString(), hit.path("_id").asString()));
      if (hits.size() < PAGE) {
        return;
      }
      search.set("search_after", hits.path(PAGE - 1).path("sort"));
    }
  }

  /**
   * Incidents that opened in windows of [from, to), as they were found until now.
   *
   * @param isWithdrawn whether it is known to be none
   */
  public record Earlier(StoredIncident incident, boolean isWithdrawn) {}

  /** See {@link Earlier}. */
  public List<Earlier> opened(Instant from, Instant to, WindowGrid grid) throws IOException {
    String query =
        """
        {"size": 10000, "sort": ["incident.opened", "incident.id"], "query": {"bool": {"filter": [
           {"term": {"incident.window.seconds": %d}},
           {"range": {"incident.opened": {"gte": "%s", "lt": "%s"}}}]}}}
        """
            .formatted(grid.seconds(), from, to);
    refreshIncidents();
    JsonNode hits =
        documents
            .send("POST", "/" + IncidentDocument.INDEX + "/_search", query)
            .orThrow("Searching incidents")
            .path("hits")
            .path("hits");
    List<Earlier> opened = new ArrayList<>();
    for (JsonNode hit : hits) {
      JsonNode source = hit.path("_source");
      String status = source.path("incident").path("status").asString("");
      opened.add(
          new Earlier(StoredIncident.read(source), status.equals(IncidentDocument.WITHDRAWN)));
    }
    return opened;
  }

  /**
   * When people closed incidents.
   *
   * @param open ids of incidents that are open
   * @param since all incidents that were closed from then on are told, too
   * @return by incident id
   */
  public Map<String, Instant> closings(Collection<String> open, Instant since) throws IOException {
    return new ActionStore(documents).closings(open, since);
  }

  /**
   * When services were part of an incident.
   *
   * @param services all that were odd at some time
   */
  public record Trouble(Set<String> services, Instant from, Instant to) {}

  /** The incidents that touch [from, to). */
  public List<Trouble> troubles(Instant from, Instant to) throws IOException {
    String query =
        """
        {"size": 10000, "_source": ["incident.services", "incident.opened", "incident.updated"],
         "query": {"bool": {"must_not": [{"term": {"incident.status": "withdrawn"}}], "filter": [
           {"range": {"incident.opened": {"lt": "%s"}}},
           {"range": {"incident.updated": {"gte": "%s"}}}]}}}
        """
            .formatted(to, from);
    refreshIncidents();
    JsonNode hits =
        documents
            .send("POST", "/" + IncidentDocument.INDEX + "/_search", query)
            .orThrow("Searching incidents")
            .path("hits")
            .path("hits");
    List<Trouble> troubles = new ArrayList<>();
    for (JsonNode hit : hits) {
      JsonNode incident = hit.path("_source").path("incident");
      Set<String> services = new TreeSet<>();
      incident.path("services").forEach(service -> services.add(service.asString()));
      troubles.add(
          new Trouble(
              services,
              Instant.parse(incident.path("opened").asString("")),
              Instant.parse(incident.path("updated").asString(""))));
    }
    return troubles;
  }

  /**
   * Closes incident documents of these windows that say they are open although nobody follows them
   * any more, as after a checkpoint was deleted.
   *
   * @param followed ids of the incidents that are open
   * @return ids of those that were closed
   */
  public List<String> closeForgotten(Set<String> followed, WindowGrid grid, Instant now)
      throws IOException {
    refreshIncidents();
    JsonNode hits =
        documents
            .send(
                "POST",
                "/" + IncidentDocument.INDEX + "/_search",
                "{\"size\": 1000, \"query\": {\"term\": {\"incident.status\": \"open\"}}}")
            .orThrow("Searching open incidents")
            .path("hits")
            .path("hits");
    Documents.Bulk bulk = documents.bulk();
    List<String> closed = new ArrayList<>();
    for (JsonNode hit : hits) {
      String id = hit.path("_id").asString();
      long seconds = hit.path("_source").path("incident").path("window").path("seconds").asLong(0);
      if (!followed.contains(id) && seconds == grid.seconds()) {
        ObjectNode fields = documents.object();
        fields.put("@timestamp", now.toString());
        fields.putObject("incident").put("status", "closed").put("closed", now.toString());
        bulk.update(IncidentDocument.INDEX, id, fields);
        closed.add(id);
      }
    }
    bulk.send(false);
    return closed;
  }

  private void refreshIncidents() throws IOException {
    documents
        .send("POST", "/" + IncidentDocument.INDEX + "/_refresh", null)
        .orThrow("Refreshing incidents");
  }
}
