package io.plumbline.engine.component;

/** Brings telemetry in and hands it to the consumers it was created with. */
public interface Receiver extends Component {}
