/**
 * The {@code forward} connector, which hands telemetry from one pipeline to others of its signal.
 */
@NullMarked
package io.plumbline.engine.connector.forward;

import org.jspecify.annotations.NullMarked;
