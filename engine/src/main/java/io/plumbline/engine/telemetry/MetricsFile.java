package io.plumbline.engine.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.telemetry.MetricsConfig.PrometheusReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the process's own metrics to a file when it is closed, after everything that counts has
 * stopped. A page that is read over HTTP can't show what the last flush did.
 */
public final class MetricsFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsFile.class);

  private final Path file;
  private final MeterRegistry meters;
  private final Map<String, String> resource;

  /** Writes nothing yet. */
  public MetricsFile(Path file, MeterRegistry meters, Map<String, String> resource) {
    this.file = file;
    this.meters = meters;
    this.resource = resource;
  }

  @Override
  public void close() {
    try {
      Files.writeString(file, PrometheusText.write(meters, PrometheusReader.DEFAULT, resource));
    } catch (IOException e) {
      LOG.atError().addKeyValue("file", file).setCause(e).log("The last metrics can't be written");
    }
  }
}
