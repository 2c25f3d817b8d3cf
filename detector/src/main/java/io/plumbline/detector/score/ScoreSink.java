package io.plumbline.detector.score;

import java.io.IOException;

/** Takes scored rows in the order of the file. */
public interface ScoreSink {
  void accept(ScoredRow row) throws IOException;
}
