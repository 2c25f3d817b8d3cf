/**
 * What servers and clients of every protocol share: endpoints, TLS, compression, the status of a
 * remote call and the bytes of requests in flight.
 */
@NullMarked
package io.plumbline.engine.transport;

import org.jspecify.annotations.NullMarked;
