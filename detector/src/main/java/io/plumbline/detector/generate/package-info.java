/** Faults switched on and off at running services, with the truth about them written down. */
@NullMarked
package io.plumbline.detector.generate;

import org.jspecify.annotations.NullMarked;
