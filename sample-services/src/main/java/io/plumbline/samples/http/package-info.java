/**
 * HTTP between the services: the same request handlers and the same server and client telemetry,
 * over sockets in a running service and by direct calls in history.
 */
@NullMarked
package io.plumbline.samples.http;

import org.jspecify.annotations.NullMarked;
