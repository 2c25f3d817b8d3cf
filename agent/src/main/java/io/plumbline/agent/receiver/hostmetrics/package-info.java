/**
 * The receiver {@code hostmetrics}: asks the operating system, through OSHI, how the machine and
 * its processes are, and writes the answers as OTLP metrics under the names that the Collector
 * gives them.
 */
@NullMarked
package io.plumbline.agent.receiver.hostmetrics;

import org.jspecify.annotations.NullMarked;
