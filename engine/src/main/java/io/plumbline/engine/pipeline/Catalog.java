package io.plumbline.engine.pipeline;

import io.plumbline.engine.component.ComponentFactory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The factories that a distribution ships, by kind and by any of their names. */
public final class Catalog {
  private final Map<Kind, Map<String, ComponentFactory<?>>> byName = new EnumMap<>(Kind.class);
  private final Map<Kind, Map<String, ComponentFactory<?>>> byType = new EnumMap<>(Kind.class);

  /**
   * A catalog of these.
   *
   * @throws IllegalArgumentException when two of a kind share a name, which is a bug of the list
   */
  public Catalog(List<ComponentFactory<?>> factories) {
    for (Kind kind : Kind.values()) {
      byName.put(kind, new TreeMap<>());
      byType.put(kind, new TreeMap<>());
    }
    for (ComponentFactory<?> factory : factories) {
      Kind kind = Kind.of(factory);
      of(byType, kind).put(factory.type(), factory);
      register(kind, factory.type(), factory);
      factory.aliases().forEach(alias -> register(kind, alias, factory));
    }
  }

  private void register(Kind kind, String name, ComponentFactory<?> factory) {
    ComponentFactory<?> other = of(byName, kind).put(name, factory);
    if (other != null) {
      throw new IllegalArgumentException(
          "two " + kind.section() + " are named " + name + ": " + other + " and " + factory);
    }
  }

  /** The factory with this type or alias; null when there is none. */
  @Nullable ComponentFactory<?> find(Kind kind, String name) {
    return of(byName, kind).get(name);
  }

  /** Canonical names, sorted. */
  List<String> types(Kind kind) {
    return List.copyOf(of(byType, kind).keySet());
  }

  /** All factories of a kind, sorted by canonical name. */
  public List<ComponentFactory<?>> factories(Kind kind) {
    return List.copyOf(of(byType, kind).values());
  }

  private static Map<String, ComponentFactory<?>> of(
      Map<Kind, Map<String, ComponentFactory<?>>> maps, Kind kind) {
    return Objects.requireNonNull(maps.get(kind));
  }
}
