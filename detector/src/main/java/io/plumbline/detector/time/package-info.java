/** Time as it passes for the detector. */
@NullMarked
package io.plumbline.detector.time;

import org.jspecify.annotations.NullMarked;
