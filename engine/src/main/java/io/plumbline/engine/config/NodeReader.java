package io.plumbline.engine.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns SnakeYAML's nodes into plain values. Aliases are copied out, so a bomb of them is stopped
 * by counting what comes out rather than what was written.
 */
final class NodeReader {
  /** Values in one document, everything that aliases stand for included. */
  private static final int VALUES_MAX = 100_000;

  /** Above what the parser lets through, so only an anchor that contains itself gets here. */
  private static final int DEPTH_MAX = 200;

  private final String source;
  private final Map<String, Position> positions;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private int values;

  NodeReader(String source, Map<String, Position> positions) {
    this.source = source;
    this.positions = positions;
  }

  YamlDocument document(Node root) throws ConfigException {
    return new YamlDocument(value("", root, 0), positions, List.copyOf(problems));
  }

  private @Nullable Object value(String path, Node node, int depth) throws ConfigException {
    if (++values > VALUES_MAX) {
      throw at(node, "more than " + VALUES_MAX + " values (do aliases multiply?)");
    }
    if (depth > DEPTH_MAX) {
      throw at(node, "an anchor contains itself");
    }
    positions.put(path, position(node));
    return switch (node) {
      case MappingNode mapping -> mapping(path, mapping, depth);
      case SequenceNode sequence -> sequence(path, sequence, depth);
      case ScalarNode scalar -> scalar(scalar);
      case Node other -> throw at(other, "unknown kind of node: " + other.getNodeId());
    };
  }

  private Map<String, Object> mapping(String path, MappingNode node, int depth)
      throws ConfigException {
    Map<String, Object> result = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    Map<String, Object> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        merge(path, tuple.getValueNode(), depth, merged);
        continue;
      }
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        throw at(tuple.getKeyNode(), "a key must be a string");
      }
      String key = keyNode.getValue();
      String child = path.isEmpty() ? key : path + "::" + key;
      result.put(key, value(child, tuple.getValueNode(), depth + 1));
      positions.put(child, position(keyNode));
      Integer firstLine = lines.putIfAbsent(key, position(keyNode).line());
      if (firstLine != null) {
        problems.add(
            new ConfigProblem(
                child,
                "mapping key \"" + key + "\" already defined at line " + firstLine,
                ConfigProblem.Kind.DECODING));
      }
    }
    merged.forEach(result::putIfAbsent);
    return result;
  }

  /** Adds what {@code <<} refers to; of several, the first that has a key wins. */
  private void merge(String path, Node node, int depth, Map<String, Object> merged)
      throws ConfigException {
    switch (node) {
      case MappingNode mapping -> mapping(path, mapping, depth + 1).forEach(merged::putIfAbsent);
      case SequenceNode sequence when depth <= DEPTH_MAX -> {
        for (Node element : sequence.getValue()) {
          merge(path, element, depth + 1, merged);
        }
      }
      case Node other -> throw at(other, "map merge requires a mapping or a list of mappings");
    }
  }

  private List<Object> sequence(String path, SequenceNode node, int depth) throws ConfigException {
    List<Object> result = new ArrayList<>();
    for (Node element : node.getValue()) {
      result.add(value(path + "::" + result.size(), element, depth + 1));
    }
    return result;
  }

  private @Nullable Object scalar(ScalarNode node) throws ConfigException {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.STR)) {
      return text;
    }
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    Object value = tag.equals(Tag.BOOL) ? CoreSchema.bool(text) : CoreSchema.number(tag, text);
    if (value == null || !(tag.equals(Tag.BOOL) || tag.equals(Tag.INT) || tag.equals(Tag.FLOAT))) {
      throw at(node, "cannot read \"" + text + "\" as " + tag);
    }
    return value;
  }

  private Position position(Node node) {
    return new Position(
        source, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }

  private ConfigException at(Node node, String message) {
    return new ConfigException(position(node) + ": " + message);
  }
}
