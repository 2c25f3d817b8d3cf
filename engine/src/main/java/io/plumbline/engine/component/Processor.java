package io.plumbline.engine.component;

/** Stands between two consumers of one signal. */
public interface Processor extends Component, Consumer {}
