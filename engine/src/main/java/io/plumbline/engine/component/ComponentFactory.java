package io.plumbline.engine.component;

import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.Signal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the configuration of one type of component and makes instances of it. A distribution is a
 * list of these.
 *
 * @param <C> what users configure, a record
 */
public sealed interface ComponentFactory<C> {

  /** The canonical name in configuration files. */
  String type();

  /** Other spellings that work too, for example a name of older versions. */
  default List<String> aliases() {
    return List.of();
  }

  /** How settled the component is; {@code components} prints it. */
  default Stability stability() {
    return Stability.BETA;
  }

  /** Reads the section, reporting every problem to it; the result is not used when there is one. */
  C config(ConfigSection section);

  /**
   * What about a configuration that is right in itself makes no sense in a pipeline of this signal;
   * empty when nothing.
   */
  default List<String> problems(C config, Signal signal) {
    return List.of();
  }

  /** Makes receivers. */
  non-sealed interface ReceiverFactory<C> extends ComponentFactory<C> {
    Set<Signal> signals();

    /**
     * One instance serves all signals: {@code next} holds one consumer for each signal it is used
     * for.
     */
    Receiver create(Settings settings, C config, Map<Signal, Consumer> next);
  }

  /** Makes processors, one for each pipeline. */
  non-sealed interface ProcessorFactory<C> extends ComponentFactory<C> {
    Set<Signal> signals();

    Processor create(Settings settings, C config, Signal signal, Consumer next);
  }

  /** Makes exporters, one for each signal. */
  non-sealed interface ExporterFactory<C> extends ComponentFactory<C> {
    Set<Signal> signals();

    Exporter create(Settings settings, C config, Signal signal);
  }

  /** Makes connectors, one for each pair of signals it connects. */
  non-sealed interface ConnectorFactory<C> extends ComponentFactory<C> {
    /** Whether pipelines of {@code from} may feed pipelines of {@code to}. */
    boolean connects(Signal from, Signal to);

    /** What is handed to {@code next} reaches every pipeline of {@code to} that names the id. */
    Connector create(Settings settings, C config, Signal from, Signal to, Consumer next);
  }

  /** Makes extensions. */
  non-sealed interface ExtensionFactory<C> extends ComponentFactory<C> {
    Extension create(Settings settings, C config, ServiceStatus status);
  }
}
