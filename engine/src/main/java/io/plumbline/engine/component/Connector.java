package io.plumbline.engine.component;

/**
 * Ends one pipeline and begins others: what it is given as an exporter it hands on as a receiver.
 */
public interface Connector extends Component, Consumer {}
