package io.plumbline.engine.pipeline;

import io.plumbline.engine.component.ComponentFactory;
import java.util.Locale;

/** The kinds of components, in the order in which a configuration lists them. */
public enum Kind {
  RECEIVER,
  PROCESSOR,
  EXPORTER,
  CONNECTOR,
  EXTENSION;

  /** The key of the kind at the top of a configuration: {@code receivers}. */
  public String section() {
    return singular() + "s";
  }

  /** As messages call one: {@code receiver}. */
  public String singular() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Kind of(ComponentFactory<?> factory) {
    return switch (factory) {
      case ComponentFactory.ReceiverFactory<?> _ -> RECEIVER;
      case ComponentFactory.ProcessorFactory<?> _ -> PROCESSOR;
      case ComponentFactory.ExporterFactory<?> _ -> EXPORTER;
      case ComponentFactory.ConnectorFactory<?> _ -> CONNECTOR;
      case ComponentFactory.ExtensionFactory<?> _ -> EXTENSION;
    };
  }
}
