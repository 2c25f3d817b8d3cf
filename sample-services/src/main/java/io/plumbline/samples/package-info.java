/** The command line of the sample services, their load, their faults and their history. */
@NullMarked
package io.plumbline.samples;

import org.jspecify.annotations.NullMarked;
