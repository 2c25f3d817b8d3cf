package io.plumbline.engine.pipeline;

import io.plumbline.engine.component.Component;
import io.plumbline.engine.component.ComponentFactory;
import io.plumbline.engine.component.Connector;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Extension;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Processor;
import io.plumbline.engine.component.Receiver;
import io.plumbline.engine.component.ServiceStatus;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Components that write down what happens to them. Types: {@code in}, {@code in_traces} (of one
 * signal), {@code pass}, {@code out}, {@code turn} (traces to metrics) and {@code ext}. With {@code
 * fails: true} they can't be started.
 */
public final class FakeComponents {
  /** What happened, in order: {@code start out traces}. */
  public final List<String> journal = new ArrayList<>();

  /** What receivers hand to, by {@code id signal}. */
  public final Map<String, Consumer> receivers = new HashMap<>();

  /** What exporters answer, by id; accepted when nothing is said. */
  public final Map<String, Outcome> answers = new HashMap<>();

  /** What extensions were given. */
  public final List<ServiceStatus> statuses = new ArrayList<>();

  /** What components were given, by id. */
  public final Map<String, Settings> settings = new HashMap<>();

  record Config(boolean fails, boolean failsToClose) {}

  public List<ComponentFactory<?>> factories() {
    return List.of(
        new In("in", EnumSet.allOf(Signal.class)),
        new In("in_traces", EnumSet.of(Signal.TRACES)),
        new Pass(),
        new Out(),
        new Turn(),
        new Ext());
  }

  private static Config read(ConfigSection section) {
    Config config = new Config(section.bool("fails", false), section.bool("fails_to_close", false));
    section.rejectUnknownKeys();
    return config;
  }

  private class Recorded implements Component {
    private final String name;
    private final Config config;

    Recorded(Settings given, String signals, Config config) {
      this.name = (given.id() + " " + signals).strip();
      this.config = config;
      settings.put(given.id().toString(), given);
    }

    @Override
    public void start() throws StartException {
      if (config.fails()) {
        throw new StartException("it does not want to");
      }
      journal.add("start " + name);
    }

    @Override
    public void close() {
      journal.add("close " + name);
      if (config.failsToClose()) {
        throw new IllegalStateException("a bug in " + name);
      }
    }

    void note(Batch batch) {
      journal.add(name + " got " + batch.itemCount());
    }
  }

  private final class In implements ComponentFactory.ReceiverFactory<Config> {
    private final String type;
    private final Set<Signal> signals;

    In(String type, Set<Signal> signals) {
      this.type = type;
      this.signals = signals;
    }

    @Override
    public String type() {
      return type;
    }

    @Override
    public Set<Signal> signals() {
      return signals;
    }

    @Override
    public Config config(ConfigSection section) {
      return read(section);
    }

    @Override
    public Receiver create(Settings given, Config config, Map<Signal, Consumer> next) {
      next.forEach((signal, consumer) -> receivers.put(given.id() + " " + signal.id(), consumer));
      class FakeReceiver extends Recorded implements Receiver {
        FakeReceiver() {
          super(given, "", config);
        }
      }
      return new FakeReceiver();
    }
  }

  private final class Pass implements ComponentFactory.ProcessorFactory<Config> {
    @Override
    public String type() {
      return "pass";
    }

    @Override
    public Set<Signal> signals() {
      return EnumSet.allOf(Signal.class);
    }

    @Override
    public Config config(ConfigSection section) {
      return read(section);
    }

    @Override
    public Processor create(Settings given, Config config, Signal signal, Consumer next) {
      class FakeProcessor extends Recorded implements Processor {
        FakeProcessor() {
          super(given, signal.id(), config);
        }

        @Override
        public Outcome consume(Batch batch) {
          note(batch);
          return next.consume(batch);
        }
      }
      return new FakeProcessor();
    }
  }

  private final class Out implements ComponentFactory.ExporterFactory<Config> {
    @Override
    public String type() {
      return "out";
    }

    @Override
    public List<String> aliases() {
      return List.of("outlet");
    }

    @Override
    public Set<Signal> signals() {
      return EnumSet.allOf(Signal.class);
    }

    @Override
    public Config config(ConfigSection section) {
      return read(section);
    }

    @Override
    public Exporter create(Settings given, Config config, Signal signal) {
      class FakeExporter extends Recorded implements Exporter {
        FakeExporter() {
          super(given, signal.id(), config);
        }

        @Override
        public Outcome consume(Batch batch) {
          note(batch);
          return answers.getOrDefault(given.id().toString(), Outcome.accepted());
        }
      }
      return new FakeExporter();
    }
  }

  private final class Turn implements ComponentFactory.ConnectorFactory<Config> {
    @Override
    public String type() {
      return "turn";
    }

    @Override
    public Config config(ConfigSection section) {
      return read(section);
    }

    @Override
    public boolean connects(Signal from, Signal to) {
      return from == Signal.TRACES && to == Signal.METRICS;
    }

    @Override
    public Connector create(Settings given, Config config, Signal from, Signal to, Consumer next) {
      class FakeConnector extends Recorded implements Connector {
        FakeConnector() {
          super(given, from.id() + "-" + to.id(), config);
        }

        @Override
        public Outcome consume(Batch batch) {
          note(batch);
          return next.consume(Batch.trusted(to, batch.bytes(), batch.itemCount()));
        }
      }
      return new FakeConnector();
    }
  }

  private final class Ext implements ComponentFactory.ExtensionFactory<Config> {
    @Override
    public String type() {
      return "ext";
    }

    @Override
    public Config config(ConfigSection section) {
      return read(section);
    }

    @Override
    public Extension create(Settings given, Config config, ServiceStatus status) {
      statuses.add(status);
      class FakeExtension extends Recorded implements Extension {
        FakeExtension() {
          super(given, "", config);
        }
      }
      return new FakeExtension();
    }
  }
}
