/** The detector's entry point; the commands are in {@code cli}. */
@NullMarked
package io.plumbline.detector;

import org.jspecify.annotations.NullMarked;
