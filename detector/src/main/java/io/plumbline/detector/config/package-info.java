/** How the detector reads a configuration: every key named, every problem found in one pass. */
@NullMarked
package io.plumbline.detector.config;

import org.jspecify.annotations.NullMarked;
