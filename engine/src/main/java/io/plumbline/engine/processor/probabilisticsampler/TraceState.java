package io.plumbline.engine.processor.probabilisticsampler;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A W3C {@code tracestate} and, in its member {@code ot}, randomness {@code rv} and threshold
 * {@code th}.
 */
final class TraceState {
  /** Limits of the W3C recommendation and of the member {@code ot}. */
  private static final int LENGTH_MAX = 1024;

  private static final int MEMBERS_MAX = 32;
  private static final int VALUE_LENGTH_MAX = 256;

  private long randomness = -1;
  private long threshold = -1;
  private final List<String> otherFields = new ArrayList<>(0);
  private final List<String> otherMembers = new ArrayList<>(0);

  /** Null when it is malformed. */
  static @Nullable TraceState parse(String text) {
    TraceState state = new TraceState();
    if (text.length() > LENGTH_MAX) {
      return null;
    }
    int members = 0;
    for (String part : text.split(",", -1)) {
      String member = part.strip();
      if (member.isEmpty()) {
        continue;
      }
      int equals = member.indexOf('=');
      if (++members > MEMBERS_MAX
          || equals < 1
          || !isKey(member.substring(0, equals))
          || !isValue(member.substring(equals + 1))
          || !state.add(member, member.substring(0, equals), member.substring(equals + 1))) {
        return null;
      }
    }
    return state;
  }

  private boolean add(String member, String key, String value) {
    if (!key.equals("ot")) {
      otherMembers.add(member);
      return true;
    }
    for (String field : value.split(";", -1)) {
      int colon = field.indexOf(':');
      if (colon < 1 || !isField(field, colon)) {
        return false;
      }
      String content = field.substring(colon + 1);
      switch (field.substring(0, colon)) {
        case "rv" -> {
          randomness = Thresholds.parseRValue(content);
          if (randomness < 0) {
            return false;
          }
        }
        case "th" -> {
          threshold = Thresholds.parseTValue(content);
          if (threshold < 0) {
            return false;
          }
        }
        default -> otherFields.add(field);
      }
    }
    return true;
  }

  private static boolean isKey(String key) {
    if (key.length() > VALUE_LENGTH_MAX) {
      return false;
    }
    int at = key.indexOf('@');
    boolean first =
        at < 0
            ? isLower(key.charAt(0))
            : at > 0 && at + 1 < key.length() && isLower(key.charAt(at + 1));
    return first && key.chars().allMatch(c -> isLower(c) || isDigit(c) || "_-*/@".indexOf(c) >= 0);
  }

  private static boolean isValue(String value) {
    return !value.isEmpty()
        && value.length() <= VALUE_LENGTH_MAX
        && value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e && c != '=' && c != ',');
  }

  /** {@code key:value} of the member {@code ot}. */
  private static boolean isField(String field, int colon) {
    return isLower(field.charAt(0))
        && field.chars().limit(colon).allMatch(c -> isLower(c) || isDigit(c))
        && field
            .chars()
            .skip(colon + 1L)
            .allMatch(
                c -> isLower(c) || isDigit(c) || (c >= 'A' && c <= 'Z') || "._-".indexOf(c) >= 0);
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Of {@code rv}; -1 when there is none. */
  long randomness() {
    return randomness;
  }

  /** Of {@code th}; -1 when there is none. */
  long threshold() {
    return threshold;
  }

  /** This with another randomness and threshold, -1 for none; {@code ot} comes first. */
  String with(long newRandomness, long newThreshold) {
    List<String> fields = new ArrayList<>();
    if (newRandomness >= 0) {
      fields.add("rv:" + Thresholds.rValue(newRandomness));
    }
    if (newThreshold >= 0) {
      fields.add("th:" + Thresholds.tValue(newThreshold));
    }
    fields.addAll(otherFields);
    List<String> members = new ArrayList<>();
    if (!fields.isEmpty()) {
      members.add("ot=" + String.join(";", fields));
    }
    members.addAll(otherMembers);
    return String.join(",", members);
  }
}
