package io.plumbline.detector.evaluate;

import io.plumbline.detector.model.NoveltyKind;
import io.plumbline.detector.model.PlainForest;
import java.io.IOException;
import java.util.Map;

/**
 * Rows without time, as ADBench has them: columns f0, f1, … and label, 1 for an outlier. The forest
 * alone is fitted on all rows and scores them; the mean over several seeds.
 */
final class Tabular {
  static final String FORMAT = "tabular";

  private static final int SEEDS = 5;

  private Tabular() {}

  static boolean takes(Table table) {
    return table.header().contains("label") && table.header().contains("f0");
  }

  static Result evaluate(String name, Table table, NoveltyKind forest, long seed)
      throws IOException {
    int count = table.rows().size();
    int label = table.column("label");
    double[][] rows = new double[count][table.header().size() - 1];
    boolean[] labels = new boolean[count];
    for (int i = 0; i < count; i++) {
      int at = 0;
      for (int j = 0; j < table.header().size(); j++) {
        if (j != label) {
          rows[i][at++] = table.number(i, j);
        }
      }
      labels[i] = table.label(i);
    }
    double area = 0;
    double precision = 0;
    for (int k = 0; k < SEEDS; k++) {
      double[] scores = PlainForest.fit(forest, rows, seed + k).score(rows);
      area += Ranking.rocAuc(scores, labels) / SEEDS;
      precision += Ranking.averagePrecision(scores, labels) / SEEDS;
    }
    return new Result(FORMAT, name, Map.of("auc", area, "ap", precision));
  }
}
