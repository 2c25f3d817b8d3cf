/** The processor {@code resource}: changes the attributes of resources. */
@NullMarked
package io.plumbline.engine.processor.resource;

import org.jspecify.annotations.NullMarked;
