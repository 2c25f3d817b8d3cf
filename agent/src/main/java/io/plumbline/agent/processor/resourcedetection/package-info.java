/**
 * The processor {@code resourcedetection}: finds out once where it runs and adds that to the
 * resource of everything that passes.
 */
@NullMarked
package io.plumbline.agent.processor.resourcedetection;

import org.jspecify.annotations.NullMarked;
