package io.plumbline.engine.component;

/** Takes telemetry out of the process. */
public interface Exporter extends Component, Consumer {}
