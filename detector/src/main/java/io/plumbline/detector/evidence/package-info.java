/**
 * What else is known of an incident: deployments just before it, requests to look at first, log
 * templates that came, rose or went, and whom it touched.
 */
@NullMarked
package io.plumbline.detector.evidence;

import org.jspecify.annotations.NullMarked;
