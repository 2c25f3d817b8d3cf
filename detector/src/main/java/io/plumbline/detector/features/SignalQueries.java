package io.plumbline.detector.features;

import java.util.Collection;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The searches behind {@link FeatureSearch}, each to be formatted with from, to and the window's
 * seconds. Buckets are keyed by window and service. Elasticsearch refuses answers of more than
 * 65,536 buckets; a page has as many rows as fit if every one is as wide as it may be.
 */
final class SignalQueries {
  private static final String ROWS =
      """
      "composite": {"size": 200, "sources": [
        {"window": {"date_histogram": {"field": "@timestamp", "fixed_interval": "%3$ss"}}},
        {"service": {"terms": {"field": "resource.attributes.service.name"}}}]}
      """;

  private static final String IN_RANGE =
      """
      {"range": {"@timestamp": {"gte": "%1$s", "lt": "%2$s"}}}
      """;

  private static final String COUNTED =
      """
      "nanos": {"sum": {"field": "duration"}},
      "errors": {"filter": {"term": {"status.code": "Error"}}}
      """;

  private static final String MEASURED =
      """
      COUNTED,
      "latency": {"percentiles": {"field": "duration", "percents": [95]}}
      """
          .replace("COUNTED", COUNTED);

  /** Names watched of other services may be among those of a service: not all of them are. */
  private static final String OPERATIONS =
      """
      , "operations": {
        "terms": {"field": "name", "size": 40, "include": NAMES},
        "aggs": {MEASURED}}
      """
          .replace("MEASURED", MEASURED);

  private static final String TYPES =
      """
      "types": {"filters": {"filters": FILTERS}, "aggs": {MEASURED}}
      """
          .replace("FILTERS", RequestType.filters())
          .replace("MEASURED", MEASURED);

  /**
   * Requests served; and calls to others by peer, told from database calls by the attributes that
   * HTTP, RPC and messaging clients have.
   */
  private static final String TRACES =
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
               COUNTED,
               "latency": {"percentiles": {"field": "duration", "percents": [50, 95, 99]}},
               TYPES
               OPERATIONS}},
           "calls": {
             "filter": {"terms": {"kind": ["Client", "Producer"]}},
             "aggs": {
               TYPES,
               "peers": {
                 "filter": {"bool": {"must_not": [
                   {"exists": {"field": "attributes.db.system.name"}},
                   {"exists": {"field": "attributes.db.system"}}]}},
                 "aggs": {"addresses": {
                   "terms": {"field": "attributes.server.address", "missing": "", "size": 40},
                   "aggs": {"ports": {
                     "terms": {"field": "attributes.server.port", "missing": 0, "size": 4},
                     "aggs": {MEASURED}}}}}}}}}}}}
      """
          .replace("IN_RANGE", IN_RANGE)
          .replace("ROWS", ROWS)
          .replace("TYPES", TYPES)
          .replace("COUNTED", COUNTED)
          .replace("MEASURED", MEASURED);

  /**
   * The search for requests and calls.
   *
   * @param operations names of spans that are counted one by one
   */
  static String traces(Set<String> operations) {
    if (operations.isEmpty()) {
      return TRACES.replace("OPERATIONS", "");
    }
    ArrayNode names = JsonMapper.shared().createArrayNode();
    operations.forEach(names::add);
    String escaped = names.toString().replace("%", "%%");
    return TRACES.replace("OPERATIONS", OPERATIONS.replace("NAMES", escaped));
  }

  /** Severity numbers of OTLP: 9–12 info, 13–16 warn, 17–24 error and fatal. */
  private static final String LOGS =
      """
      {"query": {"bool": {"filter": [IN_RANGE]}},
       "aggs": {"rows": {
         ROWS,
         "aggs": {
           "levels": {"filters": {"filters": {
             "error": {"range": {"severity_number": {"gte": 17, "lte": 24}}},
             "warn": {"range": {"severity_number": {"gte": 13, "lte": 16}}},
             "info": {"range": {"severity_number": {"gte": 9, "lte": 12}}}}}}
           TEMPLATES}}}}
      """
          .replace("IN_RANGE", IN_RANGE)
          .replace("ROWS", ROWS);

  /**
   * The search for log records.
   *
   * @param templates that are counted one by one; the answer's buckets have their order
   */
  static String logs(Collection<String> templates) {
    if (templates.isEmpty()) {
      return LOGS.replace("TEMPLATES", "");
    }
    ArrayNode filters = JsonMapper.shared().createArrayNode();
    templates.forEach(template -> filters.add(WatchedTemplate.query(template)));
    String escaped = filters.toString().replace("%", "%%");
    return LOGS.replace(
        "TEMPLATES", ", \"templates\": {\"filters\": {\"filters\": " + escaped + "}}");
  }

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
           "hosts": {"terms": {"field": "resource.attributes.host.name", "size": 4}},
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

  /** Of hosts themselves, which have no service; what is asked of them is added. */
  static final String HOST_METRICS =
      """
      {"query": {"bool": {
         "filter": [IN_RANGE],
         "must_not": [{"exists": {"field": "resource.attributes.service.name"}}],
         "minimum_should_match": 1,
         "should": []}},
       "aggs": {"rows": {
         "composite": {"size": 200, "sources": [
           {"window": {"date_histogram": {"field": "@timestamp", "fixed_interval": "%3$ss"}}},
           {"host": {"terms": {"field": "resource.attributes.host.name"}}}]},
         "aggs": {}}}}
      """
          .replace("IN_RANGE", IN_RANGE);

  private SignalQueries() {}
}
