/** Why a window is odd: each feature's part, with what it is and what it usually is. */
@NullMarked
package io.plumbline.detector.explain;

import org.jspecify.annotations.NullMarked;
