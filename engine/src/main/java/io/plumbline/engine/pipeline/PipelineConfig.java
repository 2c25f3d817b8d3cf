package io.plumbline.engine.pipeline;

import io.plumbline.engine.component.ComponentId;
import java.util.List;

/**
 * A pipeline as users write it. A receiver or an exporter that is listed twice counts once.
 *
 * @param processors in the order in which telemetry passes them
 */
public record PipelineConfig(
    PipelineId id,
    List<ComponentId> receivers,
    List<ComponentId> processors,
    List<ComponentId> exporters) {

  public PipelineConfig {
    receivers = receivers.stream().distinct().toList();
    processors = List.copyOf(processors);
    exporters = exporters.stream().distinct().toList();
  }

  /** Where the pipeline stands in a configuration. */
  String path() {
    return "service::pipelines::" + id;
  }
}
