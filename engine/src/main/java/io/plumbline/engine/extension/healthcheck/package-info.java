/** The {@code health_check} extension, which says over HTTP whether the service is ready. */
@NullMarked
package io.plumbline.engine.extension.healthcheck;

import org.jspecify.annotations.NullMarked;
