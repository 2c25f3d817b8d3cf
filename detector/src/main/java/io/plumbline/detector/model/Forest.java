package io.plumbline.detector.model;

/** An isolation forest: how sparse is the place where a point lies? */
interface Forest {
  /** The forest's anomaly score of a point without NaN, in (0, 1]; higher is odder. */
  double score(double[] point);
}
