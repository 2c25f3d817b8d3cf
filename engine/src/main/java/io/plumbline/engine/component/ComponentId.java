package io.plumbline.engine.component;

import java.util.regex.Pattern;

/**
 * Names a configured component: {@code type} or {@code type/name}.
 *
 * @param name "" when there is none
 */
public record ComponentId(String type, String name) {
  /** From the Collector's {@code component.NewType}. */
  private static final Pattern TYPE = Pattern.compile("[a-zA-Z][0-9a-zA-Z_]{0,62}");

  /** From the Collector's {@code component.NewIDWithName}. */
  private static final int NAME_LENGTH_MAX = 1024;

  /** Unicode's separators, control characters and symbols. */
  private static final Pattern NOT_IN_NAME = Pattern.compile("[\\p{Z}\\p{C}\\p{S}]");

  /**
   * Reads an id as it is written in a configuration; blanks around its parts do not count.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static ComponentId parse(String text) {
    int slash = text.indexOf('/');
    String type = (slash < 0 ? text : text.substring(0, slash)).strip();
    String name = slash < 0 ? "" : text.substring(slash + 1).strip();
    if (type.isEmpty()) {
      throw new IllegalArgumentException("in \"" + text + "\" id: the part before / is empty");
    }
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "in \"" + text + "\" id: invalid character(s) in type \"" + type + "\"");
    }
    if (slash >= 0 && name.isEmpty()) {
      throw new IllegalArgumentException(
          "in \"" + text + "\" id: the part after / should not be empty");
    }
    if (name.length() > NAME_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "id of type \"" + type + "\": the name is longer than 1024 characters");
    }
    if (NOT_IN_NAME.matcher(name).find()) {
      throw new IllegalArgumentException(
          "in \"" + text + "\" id: invalid character(s) in name \"" + name + "\"");
    }
    return new ComponentId(type, name);
  }

  @Override
  public String toString() {
    return name.isEmpty() ? type : type + "/" + name;
  }
}
