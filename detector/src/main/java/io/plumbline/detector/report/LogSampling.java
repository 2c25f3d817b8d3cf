package io.plumbline.detector.report;

import io.plumbline.detector.logs.LogLine;
import io.plumbline.detector.logs.LogSearch;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads error and warning logs of a long stretch of time. Of more than are wanted it takes a random
 * sample from everywhere in it, so that counts can be scaled up.
 */
public final class LogSampling {
  private final Search search;

  public LogSampling(Search search) {
    this.search = search;
  }

  /**
   * Lines out of all that there are.
   *
   * @param total how many there are
   */
  public record Sample(long total, List<LogLine> lines) {
    static final Sample EMPTY = new Sample(0, List.of());

    public Sample {
      lines = List.copyOf(lines);
    }

    /** How many lines each one stands for. */
    double weight() {
      return lines.isEmpty() ? 1 : (double) total / lines.size();
    }
  }

  /**
   * How many there are in [from, to).
   *
   * @param service the only one; null for all
   */
  public long count(Instant from, Instant to, @Nullable String service) throws IOException {
    String lines = query(from, to, service);
    String counting =
        "{\"aggs\": {\"lines\": {\"filter\": " + lines + "}}, \"query\": " + lines + "}";
    return search.aggregate(Search.LOGS, counting).path("lines").path("doc_count").asLong(0);
  }

  /**
   * Lines from [from, to): all, or a random sample.
   *
   * @param service the only one; null for all
   * @param total how many there are
   * @param most the most lines that are read
   * @param read runs after each line
   */
  public Sample sample(
      Instant from, Instant to, @Nullable String service, long total, int most, Runnable read)
      throws IOException {
    // A random score with a fixed seed: the same lines each time.
    String sampling =
        """
        {"_source": ["body", "severity_number", "resource.attributes.service.name"],
         "sort": ["_score", "_shard_doc"],
         "query": {"function_score": {
           "query": %s,
           "random_score": {"seed": 42, "field": "_seq_no"},
           "boost_mode": "replace"}}}
        """
            .formatted(query(from, to, service));
    List<LogLine> lines = new ArrayList<>();
    search.eachHit(
        Search.LOGS,
        sampling,
        most,
        hit -> {
          lines.add(LogSearch.line(hit));
          read.run();
        });
    return new Sample(Math.max(total, lines.size()), lines);
  }

  /** Warnings and worse have numbers from 13 on. */
  private static String query(Instant from, Instant to, @Nullable String service) {
    ObjectNode query = JsonMapper.shared().createObjectNode();
    var filter = query.putObject("bool").putArray("filter");
    ObjectNode time = filter.addObject().putObject("range").putObject("@timestamp");
    time.put("gte", from.toString()).put("lt", to.toString());
    filter.addObject().putObject("range").putObject("severity_number").put("gte", 13);
    if (service != null) {
      filter.addObject().putObject("term").put(Search.SERVICE, service);
    }
    return query.toString();
  }
}
