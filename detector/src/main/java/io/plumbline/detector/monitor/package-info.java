/** Scores every window once it is final, and goes on where it stopped. */
@NullMarked
package io.plumbline.detector.monitor;

import org.jspecify.annotations.NullMarked;
