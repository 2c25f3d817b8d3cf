/** The gateway: the distribution per region. */
@NullMarked
package io.plumbline.gateway;

import org.jspecify.annotations.NullMarked;
