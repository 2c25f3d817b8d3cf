package io.plumbline.engine.exporter.debug;

import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.telemetry.ServiceLog;
import io.plumbline.otlp.Signal;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The log of the process. */
record LogOutput(ComponentId id, Signal signal) implements Output {
  private static final Logger LOG = LoggerFactory.getLogger(DebugExporter.class);

  @Override
  public void write(String text, Map<String, Integer> counts) {
    LoggingEventBuilder entry =
        LOG.atInfo()
            .addMarker(ServiceLog.UNSAMPLED)
            .addKeyValue("otelcol.component.id", id)
            .addKeyValue("otelcol.component.kind", "exporter")
            .addKeyValue("otelcol.signal", signal.id());
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      entry = entry.addKeyValue(count.getKey(), count.getValue());
    }
    entry.log(text);
  }
}
