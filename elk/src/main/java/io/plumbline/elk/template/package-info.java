/**
 * The index templates of telemetry, anomalies and the detector's state, and the installer that fits
 * them to the node it finds: a field type that the node does not have is replaced by one it has.
 */
@NullMarked
package io.plumbline.elk.template;

import org.jspecify.annotations.NullMarked;
