/** The processor {@code attributes}: changes the attributes of spans, log records, data points. */
@NullMarked
package io.plumbline.engine.processor.attributes;

import org.jspecify.annotations.NullMarked;
