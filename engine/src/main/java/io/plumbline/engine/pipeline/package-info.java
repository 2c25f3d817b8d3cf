/**
 * Pipelines: which components a configuration asks for, how they are connected, and the running
 * graph of them. Knows components by their factories only.
 */
@NullMarked
package io.plumbline.engine.pipeline;

import org.jspecify.annotations.NullMarked;
