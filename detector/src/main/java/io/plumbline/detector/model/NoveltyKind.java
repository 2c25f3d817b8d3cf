package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.IOException;
import java.util.Locale;

/** What tells a model that a point lies in a sparse place. */
public enum NoveltyKind {
  /** {@link IsolationForest}, the default. */
  OURS {
    @Override
    NoveltyLens fit(double[][] points, long seed) {
      return IsolationForest.fit(points, seed);
    }

    @Override
    NoveltyLens read(DataInput in, int columns) throws IOException {
      return IsolationForest.read(in, columns);
    }
  },
  /** Smile's, made deterministic: slower, and to compare with. */
  SMILE {
    @Override
    NoveltyLens fit(double[][] points, long seed) {
      return SmileForest.fit(points, seed);
    }

    @Override
    NoveltyLens read(DataInput in, int columns) throws IOException {
      return SmileForest.read(in, columns);
    }
  },
  /** {@link OneClassSvm} in the place of a forest. */
  SVM {
    @Override
    NoveltyLens fit(double[][] points, long seed) {
      return OneClassSvm.fit(points, seed);
    }

    @Override
    NoveltyLens read(DataInput in, int columns) throws IOException {
      return OneClassSvm.read(in, columns);
    }
  },
  /** None: levels and changes alone, for points of a few numbers. */
  NONE {
    @Override
    NoveltyLens fit(double[][] points, long seed) {
      return new NoNovelty(points[0].length);
    }

    @Override
    NoveltyLens read(DataInput in, int columns) {
      return new NoNovelty(columns);
    }
  };

  abstract NoveltyLens fit(double[][] points, long seed);

  abstract NoveltyLens read(DataInput in, int columns) throws IOException;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
