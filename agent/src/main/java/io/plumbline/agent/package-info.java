/** The agent: the distribution that runs beside applications. */
@NullMarked
package io.plumbline.agent;

import org.jspecify.annotations.NullMarked;
