/** Which service calls which, learned from stored spans. */
@NullMarked
package io.plumbline.detector.graph;

import org.jspecify.annotations.NullMarked;
