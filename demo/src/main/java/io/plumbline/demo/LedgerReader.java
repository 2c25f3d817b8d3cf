package io.plumbline.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fills a ledger from what each hop wrote down when it had stopped. */
final class LedgerReader {
  private static final List<String> SENDERS =
      List.of("history", "frontend", "service-a", "service-b");

  /** Counts an item once, however often its request was sent. */
  private static final String SAMPLED_OUT = "otelcol_processor_probabilistic_sampler_dropped_items";

  private static final Map<String, String> OTLP = Map.of("receiver", "otlp");
  private static final JsonMapper JSON = JsonMapper.shared();

  private LedgerReader() {}

  static Ledger read(RunFolder folder, StoreCounts store) throws IOException {
    store.refresh();
    return new Ledger(
        row(folder, "spans", store.spans()),
        row(folder, "metric_points", store.metricPoints()),
        row(folder, "log_records", store.logRecords()));
  }

  /** Log records that the sender of the history delivered. */
  static long historyLogRecords(RunFolder folder) throws IOException {
    return json(folder.stats(DemoSystem.HISTORY)).path("log_records").path("sent").asLong(0);
  }

  private static Ledger.Row row(RunFolder folder, String items, long stored) throws IOException {
    Exposition agent = Exposition.read(folder.metrics("agent"));
    Exposition gateway = Exposition.read(folder.metrics("gateway"));
    String accepted = "otelcol_receiver_accepted_" + items;
    long sent = 0;
    long failed = 0;
    for (String sender : SENDERS) {
      JsonNode stats = json(folder.stats(sender)).path(items);
      sent += stats.path("sent").asLong(0);
      failed += stats.path("failed").asLong(0);
    }
    return new Ledger.Row(
        items.replace('_', ' '),
        sent,
        failed,
        agent.sum(accepted) - agent.sum(accepted, OTLP),
        agent.sum(accepted, OTLP),
        gateway.sum(accepted, OTLP),
        items.equals("spans") ? gateway.sum(SAMPLED_OUT) : 0,
        stored);
  }

  private static JsonNode json(Path file) throws IOException {
    return JSON.readTree(Files.readString(file));
  }
}
