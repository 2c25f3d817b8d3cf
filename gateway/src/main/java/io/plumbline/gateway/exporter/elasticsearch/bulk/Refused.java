package io.plumbline.gateway.exporter.elasticsearch.bulk;

import io.plumbline.gateway.exporter.elasticsearch.document.BulkBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents of a body that were refused for good, until they are dead letters on disk. Not
 * thread-safe.
 */
final class Refused {
  private static final Logger log = LoggerFactory.getLogger(Refused.class);

  private record Refusal(int document, int status, String type, String reason) {}

  private final DeadLetters deadLetters;
  private final DeliveryMeters meters;
  private final Troubles troubles;
  private final LogLimit logLimit;
  private final boolean logDocuments;
  private final String exporter;
  private final List<Refusal> refusals = new ArrayList<>();
  private final BitSet documents = new BitSet();
  private int writtenItems;

  Refused(Delivery shared) {
    deadLetters = shared.deadLetters();
    meters = shared.meters();
    troubles = shared.troubles();
    logLimit = shared.logLimit();
    logDocuments = shared.settings().logFailedDocuments();
    exporter = shared.exporter();
  }

  /** Forgets what was added, for documents that an interruption left behind. */
  void clear() {
    refusals.clear();
    documents.clear();
  }

  void add(int document, int status, String type, String reason) {
    refusals.add(new Refusal(document, status, type, reason));
    documents.set(document);
  }

  /** Those that {@link #write} just could not write. */
  BitSet documents() {
    return documents;
  }

  /** Items in the documents that {@link #write} just wrote. */
  int writtenItems() {
    return writtenItems;
  }

  /** Writes what was added and forgets it; false when that was not possible. */
  boolean write(BulkBody body) {
    writtenItems = 0;
    if (refusals.isEmpty()) {
      documents.clear();
      return true;
    }
    try {
      for (Refusal refusal : refusals) {
        deadLetters.add(body, refusal.document, refusal.status, refusal.type, refusal.reason);
      }
      deadLetters.force();
      troubles.deadLettersWritten();
    } catch (IOException e) {
      troubles.report(
          Troubles.Kind.DEAD_LETTERS, e + " (file " + deadLetters.file().toAbsolutePath() + ")");
      refusals.clear();
      return false;
    }
    for (Refusal refusal : refusals) {
      writtenItems += body.items(refusal.document);
      meters.processed(
          DeliveryMeters.Outcome.DEAD_LETTER,
          refusal.status,
          refusal.type,
          body.items(refusal.document));
    }
    logOne(body);
    refusals.clear();
    documents.clear();
    return true;
  }

  /** One line stands for many: counts are metrics, and all reasons are in the file. */
  private void logOne(BulkBody body) {
    if (!logLimit.admits()) {
      return;
    }
    Refusal first = refusals.getFirst();
    var line =
        log.atError()
            .addKeyValue("exporter", exporter)
            .addKeyValue("documents", refusals.size())
            .addKeyValue("index", body.route(first.document).index())
            .addKeyValue("status", first.status)
            .addKeyValue("error_type", first.type)
            .addKeyValue("error_reason", first.reason)
            .addKeyValue("hint", Hints.of(first.type, first.reason))
            .addKeyValue("file", deadLetters.file().toAbsolutePath());
    if (logDocuments) {
      line = line.addKeyValue("input", body.source(first.document));
    }
    line.log("Elasticsearch refused documents; they are in the dead letter file.");
  }
}
