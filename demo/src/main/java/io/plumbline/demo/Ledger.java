package io.plumbline.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where every item of telemetry went, by signal, counted independently at each hop. */
record Ledger(Row spans, Row metricPoints, Row logRecords) {

  /**
   * The counts of one signal, in items.
   *
   * @param sent delivered by the SDKs' exporters, by their own count
   * @param failed given up by the SDKs' exporters
   * @param scraped made by the agent itself
   * @param acceptedByAgent taken in by the agent's receivers
   * @param acceptedByGateway taken in by the gateway's receivers
   * @param sampledOut dropped by the gateway's sampling policy
   * @param stored found in Elasticsearch
   */
  record Row(
      String name,
      long sent,
      long failed,
      long scraped,
      long acceptedByAgent,
      long acceptedByGateway,
      long sampledOut,
      long stored) {

    /** What is wrong with the row, hop by hop; empty when it balances to the item. */
    List<String> differences() {
      List<String> differences = new ArrayList<>();
      difference(differences, "given up by the SDKs", 0, failed);
      difference(differences, "between SDKs and agent", sent, acceptedByAgent);
      difference(
          differences, "between agent and gateway", acceptedByAgent + scraped, acceptedByGateway);
      difference(
          differences, "between gateway and Elasticsearch", acceptedByGateway - sampledOut, stored);
      return differences;
    }

    private void difference(List<String> differences, String where, long expected, long actual) {
      if (expected != actual) {
        differences.add("%s %s: %,d expected, %,d seen".formatted(name, where, expected, actual));
      }
    }
  }

  List<Row> rows() {
    return List.of(spans, metricPoints, logRecords);
  }

  List<String> differences() {
    return rows().stream().flatMap(row -> row.differences().stream()).toList();
  }

  boolean balances() {
    return differences().isEmpty();
  }

  /** A table for a terminal, ending with a verdict. */
  String table() {
    StringBuilder table = new StringBuilder();
    line(table, "", rows().stream().map(Row::name).toArray());
    line(table, "sent by the SDKs", rows().stream().map(Row::sent).toArray());
    line(table, "scraped by the agent", rows().stream().map(Row::scraped).toArray());
    line(table, "accepted by the agent", rows().stream().map(Row::acceptedByAgent).toArray());
    line(table, "accepted by the gateway", rows().stream().map(Row::acceptedByGateway).toArray());
    line(table, "sampled out by policy", rows().stream().map(Row::sampledOut).toArray());
    line(table, "stored in Elasticsearch", rows().stream().map(Row::stored).toArray());
    if (balances()) {
      table.append("The ledger balances to the item.\n");
    } else {
      table.append("The ledger does NOT balance:\n");
      differences().forEach(difference -> table.append("  ").append(difference).append('\n'));
    }
    return table.toString();
  }

  private static void line(StringBuilder table, String title, Object[] cells) {
    table.append(String.format(Locale.ROOT, "  %-24s", title));
    for (Object cell : cells) {
      String text =
          cell instanceof Long count ? String.format(Locale.ROOT, "%,d", count) : cell.toString();
      table.append(String.format(Locale.ROOT, "%15s", text));
    }
    table.append('\n');
  }
}
