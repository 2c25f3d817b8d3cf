/** Tests of what log lines say; the labelled lines are read from beside the project. */
@NullMarked
package io.plumbline.detector.logs;

import org.jspecify.annotations.NullMarked;
