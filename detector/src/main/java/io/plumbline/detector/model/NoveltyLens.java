package io.plumbline.detector.model;

import java.io.DataOutput;
import java.io.IOException;

/** How sparse is the place where a point lies? An isolation forest's question, or its like's. */
interface NoveltyLens {
  /** The anomaly score of a point, in (0, 1]; higher is odder. */
  double score(double[] point);

  /** What each feature adds to the score, in any unit; negative where it makes the point usual. */
  double[] credit(double[] point);

  /** Writes what {@link NoveltyKind#read} makes the same lens of. */
  void write(DataOutput out) throws IOException;
}
