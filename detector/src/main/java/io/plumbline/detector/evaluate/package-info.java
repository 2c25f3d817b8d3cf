/**
 * How well the models do on labelled data: readers of published sets, measures, and results as a
 * table or JSON. No labels reach a model.
 */
@NullMarked
package io.plumbline.detector.evaluate;

import org.jspecify.annotations.NullMarked;
