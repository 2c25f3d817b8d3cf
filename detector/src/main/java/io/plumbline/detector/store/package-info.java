/** The detector's documents in Elasticsearch: anomalies, incidents, models, checkpoints. */
@NullMarked
package io.plumbline.detector.store;

import org.jspecify.annotations.NullMarked;
