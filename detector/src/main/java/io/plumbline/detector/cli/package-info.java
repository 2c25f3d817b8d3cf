/** The command line: what a person asks of the detector, and what they are told. */
@NullMarked
package io.plumbline.detector.cli;

import org.jspecify.annotations.NullMarked;
