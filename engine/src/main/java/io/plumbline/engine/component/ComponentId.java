package io.plumbline.engine.component;

/**
 * Names a configured component: {@code type} or {@code type/name}.
 *
 * @param name "" when there is none
 */
public record ComponentId(String type, String name) {

  @Override
  public String toString() {
    return name.isEmpty() ? type : type + "/" + name;
  }
}
