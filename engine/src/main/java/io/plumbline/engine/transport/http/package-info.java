/**
 * An HTTP/1.1 server over Netty that hands whole requests to virtual threads, and a client for
 * posting bytes.
 */
@NullMarked
package io.plumbline.engine.transport.http;

import org.jspecify.annotations.NullMarked;
