package io.plumbline.agent.processor.resourcedetection;

import io.plumbline.engine.component.ComponentFactory.ProcessorFactory;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Processor;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds what the detectors found at the start to every resource. */
public final class ResourceDetectionProcessor implements Processor {
  /** Makes processors that detect resources. */
  public static final ProcessorFactory<?> FACTORY = new Factory();

  private static final Logger LOG = LoggerFactory.getLogger(ResourceDetectionProcessor.class);

  private final Config config;
  private final Consumer next;
  // Written once, by start, which is before the first batch.
  private ResourceAttributes attributes;

  private ResourceDetectionProcessor(Config config, Consumer next) {
    this.config = config;
    this.next = next;
    attributes = new ResourceAttributes(Map.of(), config.override());
  }

  /**
   * What users configure.
   *
   * @param detectors in the order of precedence: the first one to name an attribute wins
   * @param override whether what is found replaces what is there
   * @param failOnMissingMetadata whether a detector that fails keeps the service from starting
   */
  record Config(List<Detector> detectors, boolean override, boolean failOnMissingMetadata) {
    static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(5);

    Config {
      detectors = List.copyOf(detectors);
    }

    static Config read(ConfigSection section) {
      SystemDetector system = readSystem(section.section("system"));
      List<Detector> detectors = new ArrayList<>();
      for (String name : section.strings("detectors", List.of("env"))) {
        switch (name.strip()) {
          case "env" -> detectors.add(new EnvDetector(System.getenv()));
          case "system" -> detectors.add(system);
          default ->
              section.problem("detectors", "expected one of env, system, found \"" + name + "\"");
        }
      }
      // Both detectors answer at once and what they say does not change: these have nothing to act
      // on.
      section.duration("timeout", TIMEOUT_DEFAULT);
      section.duration("refresh_interval", Duration.ZERO);
      Config config =
          new Config(
              detectors,
              section.bool("override", true),
              section.bool("fail_on_missing_metadata", false));
      section.rejectUnknownKeys();
      return config;
    }

    private static SystemDetector readSystem(ConfigSection section) {
      List<SystemDetector.HostnameSource> sources = new ArrayList<>();
      for (String source : section.strings("hostname_sources", List.of("dns", "os"))) {
        switch (source.strip().toLowerCase(Locale.ROOT)) {
          case "dns" -> sources.add(SystemDetector.HostnameSource.DNS);
          case "os" -> sources.add(SystemDetector.HostnameSource.OS);
          default ->
              section.problem("hostname_sources", "expected dns or os, found \"" + source + "\"");
        }
      }
      ConfigSection attributes = section.section("resource_attributes");
      Set<String> wanted = new TreeSet<>();
      for (Map.Entry<String, Boolean> attribute : SystemDetector.ATTRIBUTES.entrySet()) {
        boolean enabled = attribute.getValue();
        if (attributes.has(attribute.getKey())) {
          ConfigSection one = attributes.section(attribute.getKey());
          enabled = one.bool("enabled", enabled);
          one.rejectUnknownKeys();
        }
        if (enabled) {
          wanted.add(attribute.getKey());
        }
      }
      attributes.rejectUnknownKeys();
      section.rejectUnknownKeys();
      return new SystemDetector(sources, wanted);
    }
  }

  @Override
  public void start() throws StartException {
    Map<String, String> found = new LinkedHashMap<>();
    for (Detector detector : config.detectors()) {
      try {
        detector.detect().forEach(found::putIfAbsent);
      } catch (DetectionException e) {
        if (config.failOnMissingMetadata()) {
          throw new StartException(detector.name() + " detector: " + e.getMessage(), e);
        }
        LOG.atWarn()
            .addKeyValue("detector", detector.name())
            .addKeyValue("error", e.getMessage())
            .log("Failed to detect resource");
      }
    }
    LOG.atInfo().addKeyValue("resource", found).log("Detected resource information");
    attributes = new ResourceAttributes(found, config.override());
  }

  @Override
  public Outcome consume(Batch batch) {
    return next.consume(attributes.addTo(batch));
  }

  @Override
  public void close() {
    // Holds nothing.
  }

  private static final class Factory implements ProcessorFactory<Config> {
    @Override
    public String type() {
      return "resourcedetection";
    }

    @Override
    public List<String> aliases() {
      return List.of("resource_detection");
    }

    @Override
    public Set<Signal> signals() {
      return EnumSet.allOf(Signal.class);
    }

    @Override
    public Config config(ConfigSection section) {
      return Config.read(section);
    }

    @Override
    public Processor create(Settings settings, Config config, Signal signal, Consumer next) {
      return new ResourceDetectionProcessor(config, next);
    }
  }
}
