package io.plumbline.detector.model;

import java.io.DataOutput;
import java.io.IOException;

/** An isolation forest: how sparse is the place where a point lies? */
interface Forest {
  /** The forest's anomaly score of a point, in (0, 1]; higher is odder. */
  double score(double[] point);

  /** What each feature adds to the score, in any unit; negative where it makes the point usual. */
  double[] credit(double[] point);

  /** Writes what {@link ForestKind#read} makes the same forest of. */
  void write(DataOutput out) throws IOException;
}
