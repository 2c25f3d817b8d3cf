/** The command line of a distribution. */
@NullMarked
package io.plumbline.engine.cli;

import org.jspecify.annotations.NullMarked;
