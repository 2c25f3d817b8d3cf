package io.plumbline.engine.connector.forward;

import io.plumbline.engine.component.ComponentFactory.ConnectorFactory;
import io.plumbline.engine.component.Connector;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;

/** Joins or splits pipelines: passes every batch on as it is. */
public final class ForwardConnector implements Connector {
  public static final ConnectorFactory<Config> FACTORY = new Factory();

  private final Consumer next;

  private ForwardConnector(Consumer next) {
    this.next = next;
  }

  /** There is nothing to configure. */
  public record Config() {
    public static final Config DEFAULT = new Config();
  }

  @Override
  public void start() {
    // Nothing to open.
  }

  @Override
  public Outcome consume(Batch batch) {
    return next.consume(batch);
  }

  @Override
  public void close() {
    // Nothing is held back.
  }

  private static final class Factory implements ConnectorFactory<Config> {
    @Override
    public String type() {
      return "forward";
    }

    @Override
    public Config config(ConfigSection section) {
      section.rejectUnknownKeys();
      return Config.DEFAULT;
    }

    @Override
    public boolean connects(Signal from, Signal to) {
      return from == to;
    }

    @Override
    public Connector create(
        Settings settings, Config config, Signal from, Signal to, Consumer next) {
      return new ForwardConnector(next);
    }
  }
}
