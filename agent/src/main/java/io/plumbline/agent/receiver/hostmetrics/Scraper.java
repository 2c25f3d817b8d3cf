package io.plumbline.agent.receiver.hostmetrics;

/** Asks the machine for one group of metrics. Used by one thread at a time. */
interface Scraper {
  /** The key in the configuration: {@code cpu}, {@code memory} and so on. */
  String kind();

  MetricSwitches switches();

  /**
   * Writes what it finds; throws what the operating system's interface throws when it can't be
   * asked.
   */
  void scrape(MetricsBuilder metrics);
}
