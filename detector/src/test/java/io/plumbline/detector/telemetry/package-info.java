/** Made-up telemetry of three services, as it is stored, for tests on a real node. */
@NullMarked
package io.plumbline.detector.telemetry;

import org.jspecify.annotations.NullMarked;
