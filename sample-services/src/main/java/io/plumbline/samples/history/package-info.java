/**
 * Past telemetry: the shop run on a clock that is turned, exported through the SDK's own exporters.
 */
@NullMarked
package io.plumbline.samples.history;

import org.jspecify.annotations.NullMarked;
