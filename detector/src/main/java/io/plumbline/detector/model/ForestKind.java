package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.IOException;
import java.util.Locale;

/** Whose isolation forest a model has. */
public enum ForestKind {
  /** {@link IsolationForest}, the default. */
  OURS {
    @Override
    Forest fit(double[][] points, long seed) {
      return IsolationForest.fit(points, seed);
    }

    @Override
    Forest read(DataInput in, int columns) throws IOException {
      return IsolationForest.read(in, columns);
    }
  },
  /** Smile's, made deterministic: slower, and to compare with. */
  SMILE {
    @Override
    Forest fit(double[][] points, long seed) {
      return SmileForest.fit(points, seed);
    }

    @Override
    Forest read(DataInput in, int columns) throws IOException {
      return SmileForest.read(in, columns);
    }
  };

  abstract Forest fit(double[][] points, long seed);

  abstract Forest read(DataInput in, int columns) throws IOException;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
