/**
 * What log lines say: their templates (mined as they come), how often each occurs per service and
 * window, what changed against the usual, and the themes that templates belong to. Pure of storage
 * and clocks: lines and times come in, records go out.
 */
@NullMarked
package io.plumbline.detector.logs;

import org.jspecify.annotations.NullMarked;
