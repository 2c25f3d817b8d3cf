/**
 * The processor {@code probabilistic_sampler}: keeps a percentage of traces or log records, the
 * same ones wherever it decides, and writes into them how likely that was.
 */
@NullMarked
package io.plumbline.engine.processor.probabilisticsampler;

import org.jspecify.annotations.NullMarked;
