/**
 * The observed system itself, a small shop: what frontend, service-a and service-b do for each
 * route. Knows neither sockets nor real time, so history runs the very same code.
 */
@NullMarked
package io.plumbline.samples.shop;

import org.jspecify.annotations.NullMarked;
