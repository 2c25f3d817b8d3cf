/**
 * Checks of what only a container engine would run: the compose file, the Dockerfile, the agent's
 * and gateway's configuration and Kibana's saved objects name only what exists, and agree.
 */
@NullMarked
package io.plumbline.demo.deployment;

import org.jspecify.annotations.NullMarked;
