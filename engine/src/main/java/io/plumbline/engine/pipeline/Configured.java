package io.plumbline.engine.pipeline;

import io.plumbline.engine.component.Component;
import io.plumbline.engine.component.ComponentFactory;
import io.plumbline.engine.component.ComponentFactory.ConnectorFactory;
import io.plumbline.engine.component.ComponentFactory.ExporterFactory;
import io.plumbline.engine.component.ComponentFactory.ExtensionFactory;
import io.plumbline.engine.component.ComponentFactory.ProcessorFactory;
import io.plumbline.engine.component.ComponentFactory.ReceiverFactory;
import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Connector;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Processor;
import io.plumbline.engine.component.Receiver;
import io.plumbline.engine.component.ServiceStatus;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.Signal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A component of a configuration: its factory with what the factory read. Keeps the two together,
 * so that types need no cast.
 */
public final class Configured<C> {
  private final ComponentId id;
  private final ComponentFactory<C> factory;
  private final C config;

  private Configured(ComponentId id, ComponentFactory<C> factory, C config) {
    this.id = id;
    this.factory = factory;
    this.config = config;
  }

  static <C> Configured<C> read(
      ComponentId id, ComponentFactory<C> factory, ConfigSection section) {
    return new Configured<>(id, factory, factory.config(section));
  }

  public ComponentId id() {
    return id;
  }

  ComponentFactory<C> factory() {
    return factory;
  }

  /** Whether telemetry of this signal may come to it; for connectors see {@link #connects}. */
  boolean supports(Signal signal) {
    Set<Signal> signals =
        switch (factory) {
          case ReceiverFactory<C> receiver -> receiver.signals();
          case ProcessorFactory<C> processor -> processor.signals();
          case ExporterFactory<C> exporter -> exporter.signals();
          case ConnectorFactory<C> _ -> Set.of();
          case ExtensionFactory<C> _ -> Set.of();
        };
    return signals.contains(signal);
  }

  /** What makes no sense for telemetry of this signal; empty when nothing. */
  List<String> problems(Signal signal) {
    return factory.problems(config, signal);
  }

  boolean connects(Signal from, Signal to) {
    return factory instanceof ConnectorFactory<C> connector && connector.connects(from, to);
  }

  Receiver receiver(Settings settings, Map<Signal, Consumer> next) {
    return ((ReceiverFactory<C>) factory).create(settings, config, next);
  }

  Processor processor(Settings settings, Signal signal, Consumer next) {
    return ((ProcessorFactory<C>) factory).create(settings, config, signal, next);
  }

  Exporter exporter(Settings settings, Signal signal) {
    return ((ExporterFactory<C>) factory).create(settings, config, signal);
  }

  Connector connector(Settings settings, Signal from, Signal to, Consumer next) {
    return ((ConnectorFactory<C>) factory).create(settings, config, from, to, next);
  }

  /** Makes the extension that this is. */
  public Component extension(Settings settings, ServiceStatus status) {
    return ((ExtensionFactory<C>) factory).create(settings, config, status);
  }
}
