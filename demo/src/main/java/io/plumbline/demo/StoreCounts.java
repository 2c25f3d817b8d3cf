package io.plumbline.demo;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Counts what is in Elasticsearch, in items as the SDKs count them. */
final class StoreCounts {
  private static final int PAGE = 5_000;

  /** Longer than any queue on the way waits for more. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  /** A busy machine takes longer than this to store half an hour only if something is broken. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final ElasticsearchClient client;

  StoreCounts(ElasticsearchClient client) {
    this.client = client;
  }

  /** Makes everything that was written visible to the counts. */
  void refresh() throws IOException {
    client.indices().refresh(request -> request.index("traces-*", "logs-*", "metrics-*"));
  }

  /**
   * Returns when so many log records of the instance are there, and no more of its spans come in:
   * of those a part is sampled out, so nobody knows their count.
   *
   * @throws DemoException when they are not there in time
   */
  void awaitHistory(String instance, long logRecords) throws IOException, InterruptedException {
    Query sent =
        Query.of(query ->
            query.term(
                term -> term.field("resource.attributes.service.instance.id").value(instance)));
    long tries = PATIENCE.dividedBy(SETTLED);
    long spans = -1;
    long logs = 0;
    for (long i = 0; i < tries; i++) {
      refresh();
      logs = logRecords(sent);
      long now = count("traces-*", sent);
      if (now == spans && logs >= logRecords) {
        return;
      }
      spans = now;
      Thread.sleep(SETTLED);
    }
    throw new DemoException(
        "only "
            + logs
            + " of the "
            + logRecords
            + " log records of the history were stored in "
            + PATIENCE.toSeconds()
            + " s; is the machine busy?");
  }

  long spans() throws IOException {
    return count("traces-*", Query.of(query -> query.matchAll(all -> all)));
  }

  /** Log records: documents of the logs streams that were not events of a span. */
  long logRecords() throws IOException {
    return logRecords(Query.of(query -> query.matchAll(all -> all)));
  }

  private long logRecords(Query which) throws IOException {
    return count(
        "logs-*",
        Query.of(query ->
            query.bool(bool ->
                bool.filter(which).mustNot(not -> not.exists(e -> e.field("event_name"))))));
  }

  /** Data points: one document holds one point for each metric name in it. */
  long metricPoints() throws IOException {
    String pointInTime =
        client
            .openPointInTime(
                request -> request.index("metrics-*").keepAlive(time -> time.time("1m")))
            .id();
    try {
      long points = 0;
      List<FieldValue> after = List.of();
      while (true) {
        List<Hit<Map<String, Object>>> page = page(pointInTime, after);
        if (page.isEmpty()) {
          return points;
        }
        for (Hit<Map<String, Object>> hit : page) {
          if (hit.source() != null && hit.source().get("metrics") instanceof Map<?, ?> metrics) {
            points += metrics.size();
          }
        }
        after = page.getLast().sort();
      }
    } finally {
      client.closePointInTime(request -> request.id(pointInTime));
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // documents are maps of whatever JSON holds
  private List<Hit<Map<String, Object>>> page(String pointInTime, List<FieldValue> after)
      throws IOException {
    SearchResponse response =
        client.search(
            request -> {
              request
                  .pit(pit -> pit.id(pointInTime).keepAlive(time -> time.time("1m")))
                  .size(PAGE)
                  .source(source -> source.filter(filter -> filter.includes("metrics")))
                  .sort(
                      sort -> sort.field(field -> field.field("_shard_doc").order(SortOrder.Asc)));
              return after.isEmpty() ? request : request.searchAfter(after);
            },
            Map.class);
    return response.hits().hits();
  }

  private long count(String index, Query query) throws IOException {
    return client.count(request -> request.index(index).query(query)).count();
  }
}
