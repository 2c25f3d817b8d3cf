package io.plumbline.detector.logs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Templates by number of tokens, first and second token: a tree of depth 4 whose leaves are short
 * lists. A node with many children sends further tokens down the branch of values, where every
 * search looks too.
 */
final class TemplateTree {
  /** So many tokens choose the way; with the root and the length, the tree has depth 4. */
  static final int ROUTED = 2;

  /** From so many templates in a leaf on, any word may be a value: its words must be names. */
  private static final int LEAF_CROWDED = 32;

  private static final long NO_TOKEN = 0;

  private final Map<Integer, Node> lengths = new HashMap<>();
  private final double similarityMin;
  private final int childrenMax;

  private record Node(Map<Long, Node> children, List<Template> leaf) {
    Node() {
      this(new HashMap<>(), new ArrayList<>());
    }

    void forEach(Consumer<Template> action) {
      leaf.forEach(action);
      for (Node child : children.values()) {
        child.forEach(action);
      }
    }

    boolean isEmpty() {
      return children.isEmpty() && leaf.isEmpty();
    }
  }

  TemplateTree(double similarityMin, int childrenMax) {
    this.similarityMin = similarityMin;
    this.childrenMax = childrenMax;
  }

  /** The template that fits best; null when none is similar enough. */
  @Nullable Template find(Template candidate) {
    Node root = lengths.get(candidate.length());
    if (root == null) {
      return null;
    }
    Template best = null;
    double bestSimilarity = Template.NONE;
    for (long first : ways(candidate, 0)) {
      Node node = root.children.get(first);
      if (node == null) {
        continue;
      }
      for (long second : ways(candidate, 1)) {
        Node leaf = node.children.get(second);
        if (leaf == null) {
          continue;
        }
        boolean strict = leaf.leaf.size() < LEAF_CROWDED;
        for (Template template : leaf.leaf) {
          double similarity = template.similarity(candidate, strict);
          if (similarity >= similarityMin && similarity > bestSimilarity) {
            best = template;
            bestSimilarity = similarity;
          }
        }
      }
    }
    return best;
  }

  void insert(Template template) {
    Node root = lengths.computeIfAbsent(template.length(), _ -> new Node());
    child(child(root, token(template, 0)), token(template, 1)).leaf.add(template);
  }

  void remove(Template template) {
    Node root = lengths.get(template.length());
    if (root == null) {
      return;
    }
    for (long first : ways(template, 0)) {
      Node node = root.children.get(first);
      if (node == null) {
        continue;
      }
      for (long second : ways(template, 1)) {
        Node leaf = node.children.get(second);
        if (leaf != null && leaf.leaf.remove(template) && leaf.isEmpty()) {
          node.children.remove(second);
        }
      }
      if (node.isEmpty()) {
        root.children.remove(first);
      }
    }
    if (root.isEmpty()) {
      lengths.remove(template.length());
    }
  }

  /**
   * Those that differ from a template in one and the same token only, which could be a value; of
   * several such tokens, the one with most.
   */
  Family family(Template template) {
    List<List<Template>> members = new ArrayList<>();
    for (int i = 0; i < template.length(); i++) {
      members.add(List.of());
    }
    forEachOfLength(
        template.length(),
        other -> {
          int index = other == template ? -1 : template.onlyDifference(other);
          if (index >= 0) {
            if (members.get(index).isEmpty()) {
              members.set(index, new ArrayList<>());
            }
            members.get(index).add(other);
          }
        });
    int most = -1;
    for (int i = 0; i < members.size(); i++) {
      boolean more = most < 0 || members.get(i).size() > members.get(most).size();
      if (more && template.hasWordBeside(i)) {
        most = i;
      }
    }
    return most < 0 ? Family.NONE : new Family(most, members.get(most));
  }

  /** Templates that differ in the token at an index. */
  record Family(int index, List<Template> members) {
    static final Family NONE = new Family(-1, List.of());
  }

  private void forEachOfLength(int length, Consumer<Template> action) {
    Node root = lengths.get(length);
    if (root != null) {
      root.forEach(action);
    }
  }

  private Node child(Node node, long token) {
    boolean full = node.children.size() >= childrenMax && !node.children.containsKey(token);
    return node.children.computeIfAbsent(
        full ? TokenBuffer.PARAMETER_HASH : token, _ -> new Node());
  }

  private static long[] ways(Template template, int index) {
    long token = token(template, index);
    return token == TokenBuffer.PARAMETER_HASH
        ? new long[] {token}
        : new long[] {token, TokenBuffer.PARAMETER_HASH};
  }

  private static long token(Template template, int index) {
    return index < template.length() ? template.hash(index) : NO_TOKEN;
  }
}
