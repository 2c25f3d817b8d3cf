/**
 * The processor {@code batch}: joins small requests into large ones, by size and by time, and holds
 * them for as long as the next hop says that it can't take them.
 */
@NullMarked
package io.plumbline.engine.processor.batch;

import org.jspecify.annotations.NullMarked;
