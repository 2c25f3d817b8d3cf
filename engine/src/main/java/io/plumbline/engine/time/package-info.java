/** Durations: what measures them and calls back when they are over, so that tests can turn it. */
@NullMarked
package io.plumbline.engine.time;

import org.jspecify.annotations.NullMarked;
