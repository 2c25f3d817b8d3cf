package io.plumbline.detector.features;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A log template as Elasticsearch can count it: the records that have all of its words. Their order
 * is not asked for, since an index of logs does not keep it.
 */
final class WatchedTemplate {
  /** Fewer words are in too many lines of other templates, too. */
  private static final int WORDS_MIN = 2;

  /** So many words tell a template from all others. */
  private static final int WORDS_MAX = 16;

  /** A longer one is a stack trace or a document, and no name for people. */
  private static final int CHARS_MAX = 200;

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern LETTERS = Pattern.compile(".*\\p{L}{2}.*", Pattern.DOTALL);

  private WatchedTemplate() {}

  /** Whether its words tell it from other templates. */
  static boolean isPossible(String template) {
    return template.length() <= CHARS_MAX && words(template).size() >= WORDS_MIN;
  }

  /** The query for its records. */
  static ObjectNode query(String template) {
    ObjectNode query = JsonMapper.shared().createObjectNode();
    query
        .putObject("match")
        .putObject("body.text")
        .put("query", String.join(" ", words(template)))
        .put("operator", "and");
    return query;
  }

  /** What stands alone: of "user=&lt;*&gt;" it depends on the value how it is cut into words. */
  private static List<String> words(String template) {
    return SPACE
        .splitAsStream(template)
        .filter(word -> !word.contains("<*>") && LETTERS.matcher(word).matches())
        .limit(WORDS_MAX)
        .toList();
  }
}
