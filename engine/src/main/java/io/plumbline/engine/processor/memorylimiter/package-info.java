/**
 * The processor {@code memory_limiter}: refuses telemetry while the heap is nearly full, so that
 * senders keep it instead of the process dying with it.
 */
@NullMarked
package io.plumbline.engine.processor.memorylimiter;

import org.jspecify.annotations.NullMarked;
