/**
 * The service: telemetry of its own, extensions and pipelines, started and stopped together, and
 * what the command line makes of them.
 */
@NullMarked
package io.plumbline.engine.service;

import org.jspecify.annotations.NullMarked;
