package io.plumbline.detector.features;

/**
 * The searches behind {@link FeatureSearch}, each to be formatted with from, to and the window's
 * seconds. Buckets are keyed by window and service; a page has 500.
 */
final class SignalQueries {
  private static final String ROWS =
      """
      "composite": {"size": 500, "sources": [
        {"window": {"date_histogram": {"field": "@timestamp", "fixed_interval": "%3$ss"}}},
        {"service": {"terms": {"field": "resource.attributes.service.name"}}}]}
      """;

  private static final String IN_RANGE =
      """
      {"range": {"@timestamp": {"gte": "%1$s", "lt": "%2$s"}}}
      """;

  /**
   * Requests served; and calls to others by peer, told from database calls by the attributes that
   * HTTP, RPC and messaging clients have.
   */
  static final String TRACES =
      """
      {"query": {"bool": {"filter": [
         IN_RANGE,
         {"terms": {"kind": ["Server", "Consumer", "Client", "Producer"]}}]}},
       "aggs": {"rows": {
         ROWS,
         "aggs": {
           "requests": {
             "filter": {"terms": {"kind": ["Server", "Consumer"]}},
             "aggs": {
               "nanos": {"sum": {"field": "duration"}},
               "latency": {"percentiles": {"field": "duration", "percents": [50, 95, 99]}},
               "errors": {"filter": {"term": {"status.code": "Error"}}}}},
           "calls": {
             "filter": {"bool": {
               "filter": [{"terms": {"kind": ["Client", "Producer"]}}],
               "must_not": [
                 {"exists": {"field": "attributes.db.system.name"}},
                 {"exists": {"field": "attributes.db.system"}}]}},
             "aggs": {"addresses": {
               "terms": {"field": "attributes.server.address", "missing": "", "size": 50},
               "aggs": {"ports": {
                 "terms": {"field": "attributes.server.port", "missing": 0, "size": 10},
                 "aggs": {
                   "nanos": {"sum": {"field": "duration"}},
                   "errors": {"filter": {"term": {"status.code": "Error"}}}}}}}}}}}}}
      """
          .replace("IN_RANGE", IN_RANGE)
          .replace("ROWS", ROWS);

  /** Severity numbers of OTLP: 9–12 info, 13–16 warn, 17–24 error and fatal. */
  static final String LOGS =
      """
      {"query": {"bool": {"filter": [IN_RANGE]}},
       "aggs": {"rows": {
         ROWS,
         "aggs": {"levels": {"filters": {"filters": {
           "error": {"range": {"severity_number": {"gte": 17, "lte": 24}}},
           "warn": {"range": {"severity_number": {"gte": 13, "lte": 16}}},
           "info": {"range": {"severity_number": {"gte": 9, "lte": 12}}}}}}}}}}
      """
          .replace("IN_RANGE", IN_RANGE)
          .replace("ROWS", ROWS);

  /** Names as in the semantic conventions of JVM and process metrics. */
  static final String METRICS =
      """
      {"query": {"bool": {
         "filter": [IN_RANGE],
         "minimum_should_match": 1,
         "should": [
           {"exists": {"field": "metrics.jvm.cpu.recent_utilization"}},
           {"exists": {"field": "metrics.process.cpu.utilization"}},
           {"exists": {"field": "metrics.jvm.memory.used"}},
           {"exists": {"field": "metrics.jvm.memory.used_after_last_gc"}}]}},
       "aggs": {"rows": {
         ROWS,
         "aggs": {
           "jvm_cpu": {"avg": {"field": "metrics.jvm.cpu.recent_utilization"}},
           "process_cpu": {"avg": {"field": "metrics.process.cpu.utilization"}},
           "heap": {
             "filter": {"term": {"attributes.jvm.memory.type": "heap"}},
             "aggs": {"pools": {
               "terms": {"field": "attributes.jvm.memory.pool.name", "size": 20},
               "aggs": {
                 "used": {"avg": {"field": "metrics.jvm.memory.used"}},
                 "after_collection": {
                   "avg": {"field": "metrics.jvm.memory.used_after_last_gc"}}}}}}}}}}
      """
          .replace("IN_RANGE", IN_RANGE)
          .replace("ROWS", ROWS);

  private SignalQueries() {}
}
