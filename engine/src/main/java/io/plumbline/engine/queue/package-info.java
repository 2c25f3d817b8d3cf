/**
 * The way out of every exporter: a sending queue that may batch, then retry, then a timeout for
 * each attempt, then the exporter's own {@link io.plumbline.engine.queue.Sender}. The blocks {@code
 * sending_queue}, {@code retry_on_failure} and {@code timeout} of a configuration are read here.
 */
@NullMarked
package io.plumbline.engine.queue;

import org.jspecify.annotations.NullMarked;
