/**
 * Tells people about incidents, by chat, webhook, mail or console: every message once, none of a
 * flapping service twice within a cooldown, a digest in a storm, and detection never waits for it.
 */
@NullMarked
package io.plumbline.detector.alert;

import org.jspecify.annotations.NullMarked;
