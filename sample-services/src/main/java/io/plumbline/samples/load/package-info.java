/** The load generator: an open loop of requests that follows a daily shape. */
@NullMarked
package io.plumbline.samples.load;

import org.jspecify.annotations.NullMarked;
