package io.plumbline.detector.alert;

import io.plumbline.detector.explain.Severity;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notice as Slack's incoming webhooks take it: blocks, and for clients without blocks {@code
 * text}.
 */
final class SlackText {
  /** Limits of Slack's blocks: header text, text of a field, text of a section. */
  private static final int HEADER_MAX = 150;

  private static final int FIELD_MAX = 2000;
  private static final int SECTION_MAX = 3000;

  private static final JsonMapper JSON = JsonMapper.shared();

  private SlackText() {}

  static String of(Notice notice) {
    String link = notice.url() == null ? "" : "\n<" + address(notice.url()) + "|Open>";
    ObjectNode message = JSON.createObjectNode();
    String text = escaped(notice.headline()) + "\n" + escaped(notice.explanation());
    message.put("text", cut(text, SECTION_MAX - link.length()) + link);
    ArrayNode blocks = message.putArray("blocks");

    ObjectNode header = blocks.addObject().put("type", "header").putObject("text");
    header.put("type", "plain_text");
    header.put("text", cut(emoji(notice.severity()) + " " + notice.headline(), HEADER_MAX));

    ArrayNode fields = blocks.addObject().put("type", "section").putArray("fields");
    field(fields, "Service", notice.service());
    field(fields, "Severity", notice.severity().id());
    field(fields, "Score", String.format(Locale.ROOT, "%.0f of 100", notice.score()));
    field(fields, "Since", notice.since().toString());

    if (!notice.explanation().isBlank() || !link.isEmpty()) {
      String explanation = cut(escaped(notice.explanation()), SECTION_MAX - link.length()) + link;
      blocks.addObject().put("type", "section").set("text", markdown(explanation.strip()));
    }
    return JSON.writeValueAsString(message);
  }

  private static void field(ArrayNode fields, String name, String value) {
    fields.add(markdown(cut("*" + name + "*\n" + escaped(value), FIELD_MAX)));
  }

  private static ObjectNode markdown(String text) {
    return JSON.createObjectNode().put("type", "mrkdwn").put("text", text);
  }

  /** The three characters that Slack wants escaped; without them no mention can be slipped in. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String address(String url) {
    return escaped(url).replace("|", "%7C");
  }

  /** Cut before a limit, and not within a surrogate pair or an escaped character. */
  private static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    String head = text.substring(0, limit - 1);
    int escape = head.lastIndexOf('&');
    if (escape > head.length() - 5 && head.indexOf(';', escape) < 0) {
      head = head.substring(0, escape);
    }
    boolean halfPair = Character.isHighSurrogate(head.charAt(head.length() - 1));
    return (halfPair ? head.substring(0, head.length() - 1) : head) + "…";
  }

  private static String emoji(Severity severity) {
    return switch (severity) {
      case WARNING -> "⚪";
      case MINOR -> "🟡";
      case MAJOR -> "🟠";
      case CRITICAL -> "🔴";
    };
  }
}
