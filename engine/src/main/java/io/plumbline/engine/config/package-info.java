/**
 * Configuration as users write it: YAML, expansion of variables, and sections that collect every
 * problem.
 */
@NullMarked
package io.plumbline.engine.config;

import org.jspecify.annotations.NullMarked;
