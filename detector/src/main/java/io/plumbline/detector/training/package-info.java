/** From rows of past windows to a model of every service. */
@NullMarked
package io.plumbline.detector.training;

import org.jspecify.annotations.NullMarked;
