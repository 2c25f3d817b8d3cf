package io.plumbline.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A collector that can be started.
 *
 * @param command a shell command in which {@code {config}} stands for the path of the configuration
 * @param template its configuration, in which {@code {{receive}}} stands for the address it listens
 *     on and {@code {{send}}} for the one it sends to; null for the scenario's own
 */
record SystemUnderTest(String name, String command, @Nullable Path template) {}
