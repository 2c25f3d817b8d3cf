package io.plumbline.engine.component;

/** Serves the process or other components, outside the pipelines. */
public interface Extension extends Component {}
