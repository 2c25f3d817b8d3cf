package io.plumbline.engine.receiver.otlp;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Health;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.transport.InFlightBytes;
import io.plumbline.otlp.Signal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** A receiver on ports that the system chose, whose pipelines all end in one inbox. */
public final class OpenReceiver implements AutoCloseable {
  public static final String BOTH =
      "protocols: {grpc: {endpoint: 'localhost:0'}, http: {endpoint: 'localhost:0'}}";

  public final Inbox inbox = new Inbox();
  public final MeterRegistry meters = new SimpleMeterRegistry();
  public final InFlightBytes inFlight;
  public final OtlpReceiver receiver;

  public OpenReceiver(String yaml) throws StartException {
    this(yaml, new InFlightBytes(64 << 20));
  }

  public OpenReceiver(String yaml, InFlightBytes inFlight) throws StartException {
    this(yaml, inFlight, List.of(Signal.values()));
  }

  public OpenReceiver(String yaml, InFlightBytes inFlight, List<Signal> signals)
      throws StartException {
    this.inFlight = inFlight;
    Settings settings =
        new Settings(new ComponentId("otlp", ""), meters, InstantSource.system(), new Silent());
    Map<Signal, Consumer> next = new LinkedHashMap<>();
    signals.forEach(signal -> next.put(signal, inbox));
    receiver = new OtlpReceiver(settings, config(yaml), next, inFlight);
    receiver.start();
  }

  static OtlpReceiver.Config config(String yaml) {
    List<ConfigProblem> problems = new ArrayList<>();
    OtlpReceiver.Config config = OtlpReceiver.FACTORY.config(section(yaml, problems));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.toString());
    }
    return config;
  }

  static List<String> problems(String yaml) {
    List<ConfigProblem> problems = new ArrayList<>();
    OtlpReceiver.FACTORY.config(section(yaml, problems));
    return problems.stream().map(ConfigProblem::toString).toList();
  }

  private static ConfigSection section(String yaml, List<ConfigProblem> problems) {
    Map<String, Object> values = new Yaml().load(yaml);
    return new ConfigSection("receivers::otlp", values == null ? Map.of() : values, problems);
  }

  public String grpcTarget() {
    return "localhost:" + receiver.grpcPort();
  }

  public String httpUrl(String path) {
    return "http://localhost:" + receiver.httpPort() + path;
  }

  public double count(String name, String transport) {
    return meters.get(name).tags("receiver", "otlp", "transport", transport).counter().count();
  }

  @Override
  public void close() {
    receiver.close();
  }

  private static final class Silent implements Health {
    @Override
    public void ok() {}

    @Override
    public void recoverableError(String message) {}

    @Override
    public void fatalError(String message) {}
  }
}
