package io.plumbline.detector.incident;

/**
 * Whom an incident touched.
 *
 * @param requests served in its odd windows by the service of it that has the most
 * @param failed requests of them
 * @param budget share of the error budget that they used up, 0–1 and more; NaN without an objective
 */
public record Impact(double requests, double failed, double budget) {
  public static final Impact NONE = new Impact(0, 0, Double.NaN);

  public Impact plus(Impact more) {
    double sum = Double.isNaN(budget) ? more.budget : budget;
    if (!Double.isNaN(budget) && !Double.isNaN(more.budget)) {
      sum = budget + more.budget;
    }
    return new Impact(requests + more.requests, failed + more.failed, sum);
  }
}
