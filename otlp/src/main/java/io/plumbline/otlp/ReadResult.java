package io.plumbline.otlp;

/** What {@link Batch#read} made of some bytes: a batch, or the reason why they are none. */
public sealed interface ReadResult permits Batch, Malformed {}
