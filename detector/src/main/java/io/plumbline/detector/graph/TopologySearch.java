package io.plumbline.detector.graph;

import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Learns the topology from stored spans: a bounded sample of client spans per peer, then the
 * services of the server spans whose parents they are. Names in attributes are not trusted for
 * this, since they name hosts, proxies and load balancers.
 */
public final class TopologySearch {
  /** Fewer sampled calls than this do not prove that nobody answers. */
  private static final int EXTERNAL_MIN = 5;

  /** Peers whose server spans are looked up in one search. */
  private static final int PEERS_PER_SEARCH = 100;

  private static final String CLIENT_SPANS =
      """
      {"query": {"bool": {
         "filter": [
           {"range": {"@timestamp": {"gte": "FROM", "lt": "UNTIL"}}},
           {"terms": {"kind": ["Client", "Producer"]}},
           {"exists": {"field": "resource.attributes.service.name"}}],
         "must_not": [
           {"exists": {"field": "attributes.db.system.name"}},
           {"exists": {"field": "attributes.db.system"}}]}},
       "aggs": {"callers": {
         "terms": {"field": "resource.attributes.service.name", "size": 1000},
         "aggs": {"addresses": {
           "terms": {"field": "attributes.server.address", "missing": "", "size": 50},
           "aggs": {"ports": {
             "terms": {"field": "attributes.server.port", "missing": 0, "size": 10},
             "aggs": {"sample": {"top_hits": {
               "size": 20, "_source": false, "docvalue_fields": ["span_id"],
               "sort": [{"@timestamp": "desc"}]}}}}}}}}}}
      """;

  private final Search search;
  private final JsonMapper json;

  public TopologySearch(Search search, JsonMapper json) {
    this.search = search;
    this.json = json;
  }

  /** The topology of the calls in [from, to). */
  public Topology learn(Instant from, Instant to) throws IOException {
    return learn(Set.of(), from, to);
  }

  /**
   * The topology of the calls that some services made in [from, to).
   *
   * @param callers all services if empty
   */
  public Topology learn(Set<String> callers, Instant from, Instant to) throws IOException {
    Map<String, Set<String>> edges = new TreeMap<>();
    Map<Peer, Set<String>> answering = new HashMap<>();
    Set<Peer> external = new HashSet<>();
    List<Map.Entry<Peer, List<String>>> peers = sampledCalls(search.onlyOf(callers), from, to);
    for (int start = 0; start < peers.size(); start += PEERS_PER_SEARCH) {
      List<Map.Entry<Peer, List<String>>> some =
          peers.subList(start, Math.min(peers.size(), start + PEERS_PER_SEARCH));
      JsonNode found = answeringServices(some);
      for (int i = 0; i < some.size(); i++) {
        Peer peer = some.get(i).getKey();
        JsonNode services = found.path(Integer.toString(i)).path("services").path("buckets");
        for (JsonNode service : services) {
          String callee = service.path("key").asString();
          edges.computeIfAbsent(peer.caller(), _ -> new TreeSet<>()).add(callee);
          answering.computeIfAbsent(peer, _ -> new TreeSet<>()).add(callee);
        }
        if (services.isEmpty() && some.get(i).getValue().size() >= EXTERNAL_MIN) {
          external.add(peer);
        }
      }
    }
    return new Topology(new ServiceGraph(edges), answering, external);
  }

  private static List<Map.Entry<Peer, List<String>>> sampledCalls(
      Search calls, Instant from, Instant to) throws IOException {
    List<Map.Entry<Peer, List<String>>> peers = new ArrayList<>();
    String body = CLIENT_SPANS.replace("FROM", from.toString()).replace("UNTIL", to.toString());
    JsonNode found = calls.aggregate(Search.TRACES, body);
    for (JsonNode caller : found.path("callers").path("buckets")) {
      for (JsonNode address : caller.path("addresses").path("buckets")) {
        for (JsonNode port : address.path("ports").path("buckets")) {
          Peer peer =
              new Peer(
                  caller.path("key").asString(),
                  address.path("key").asString(),
                  port.path("key").asLong());
          List<String> spans = new ArrayList<>();
          for (JsonNode hit : port.path("sample").path("hits").path("hits")) {
            spans.add(hit.path("fields").path("span_id").path(0).asString(""));
          }
          peers.add(Map.entry(peer, spans));
        }
      }
    }
    return peers;
  }

  private JsonNode answeringServices(List<Map.Entry<Peer, List<String>>> peers) throws IOException {
    ObjectNode body = json.createObjectNode();
    ObjectNode aggregation = body.putObject("aggs").putObject("peers");
    ObjectNode filters = aggregation.putObject("filters").putObject("filters");
    ArrayNode all = body.putObject("query").putObject("terms").putArray("parent_span_id");
    for (int i = 0; i < peers.size(); i++) {
      ArrayNode spans =
          filters.putObject(Integer.toString(i)).putObject("terms").putArray("parent_span_id");
      for (String span : peers.get(i).getValue()) {
        spans.add(span);
        all.add(span);
      }
    }
    aggregation
        .putObject("aggs")
        .putObject("services")
        .putObject("terms")
        .put("field", Search.SERVICE)
        .put("size", 20);
    if (all.isEmpty()) {
      return json.createObjectNode();
    }
    return search.aggregate(Search.TRACES, body.toString()).path("peers").path("buckets");
  }
}
