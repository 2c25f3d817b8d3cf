package io.plumbline.detector.store;

import io.plumbline.detector.features.MetricSource;
import io.plumbline.detector.features.MetricSource.Aggregation;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.graph.Peer;
import io.plumbline.detector.graph.ServiceGraph;
import io.plumbline.detector.graph.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a model looks at, as a part of its document. */
final class ScopeDocument {
  private ScopeDocument() {}

  static void write(ObjectNode state, Scope scope) {
    Topology topology = scope.topology();
    writeLists(state.putObject("edges"), topology.graph().edges());
    ArrayNode external = state.putArray("external");
    topology.external().forEach(peer -> write(external.addObject(), peer));
    ArrayNode answering = state.putArray("answering");
    topology
        .answering()
        .forEach((peer, callees) -> {
          ObjectNode one = answering.addObject();
          write(one, peer);
          ArrayNode services = one.putArray("services");
          callees.forEach(services::add);
        });
    writeLists(state.putObject("operations"), scope.operations());
    writeLists(state.putObject("templates"), scope.templates());
    ArrayNode metrics = state.putArray("metrics");
    for (MetricSource source : scope.metrics()) {
      ObjectNode one = metrics.addObject().put("name", source.name());
      one.put("aggregation", source.aggregation().name()).put("host", source.ofHost());
      ObjectNode attributes = one.putObject("attributes");
      source.attributes().forEach(attributes::put);
    }
  }

  private static void write(ObjectNode node, Peer peer) {
    node.put("caller", peer.caller()).put("address", peer.address()).put("port", peer.port());
  }

  private static void writeLists(ObjectNode node, Map<String, ? extends Collection<String>> lists) {
    lists.forEach((name, values) -> {
      ArrayNode list = node.putArray(name);
      values.forEach(list::add);
    });
  }

  static Scope read(JsonNode state) {
    Set<Peer> external = new HashSet<>();
    state.path("external").forEach(peer -> external.add(peer(peer)));
    Map<Peer, Set<String>> answering = new HashMap<>();
    for (JsonNode one : state.path("answering")) {
      answering.put(peer(one), texts(one.path("services")));
    }
    Topology topology =
        new Topology(new ServiceGraph(readLists(state.path("edges"))), answering, external);
    return new Scope(
        topology,
        readLists(state.path("operations")),
        readLists(state.path("templates")),
        metrics(state));
  }

  private static List<MetricSource> metrics(JsonNode state) {
    List<MetricSource> metrics = new ArrayList<>();
    for (JsonNode one : state.path("metrics")) {
      SortedMap<String, String> attributes = new TreeMap<>();
      one.path("attributes")
          .properties()
          .forEach(
              attribute -> attributes.put(attribute.getKey(), attribute.getValue().asString()));
      metrics.add(
          new MetricSource(
              one.path("name").asString(""),
              Aggregation.valueOf(one.path("aggregation").asString("")),
              attributes,
              one.path("host").asBoolean(false)));
    }
    return metrics;
  }

  private static Peer peer(JsonNode node) {
    return new Peer(
        node.path("caller").asString(""),
        node.path("address").asString(""),
        node.path("port").asLong(0));
  }

  private static SortedMap<String, Set<String>> readLists(JsonNode node) {
    SortedMap<String, Set<String>> lists = new TreeMap<>();
    node.properties().forEach(list -> lists.put(list.getKey(), texts(list.getValue())));
    return lists;
  }

  private static Set<String> texts(JsonNode node) {
    Set<String> texts = new TreeSet<>();
    node.forEach(text -> texts.add(text.asString()));
    return texts;
  }
}
