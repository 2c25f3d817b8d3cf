package io.plumbline.detector.model;

import java.io.DataOutput;

/** Finds no place sparse, for points of so few numbers that the other lenses see all of them. */
record NoNovelty(int columns) implements NoveltyLens {
  @Override
  public double score(double[] point) {
    return 0;
  }

  @Override
  public double[] credit(double[] point) {
    return new double[columns];
  }

  @Override
  public void write(DataOutput out) {
    // There is nothing to know of it beside the columns, which its reader is told.
  }
}
