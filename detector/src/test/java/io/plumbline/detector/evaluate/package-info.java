@NullMarked
package io.plumbline.detector.evaluate;

import org.jspecify.annotations.NullMarked;
