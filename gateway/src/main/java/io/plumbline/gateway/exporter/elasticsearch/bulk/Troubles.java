package io.plumbline.gateway.exporter.elasticsearch.bulk;

import io.plumbline.engine.component.Health;
import java.util.EnumSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong at the moment, said once: in the log when it begins, changes and ends, and to the
 * service's health. Thread-safe.
 */
final class Troubles {
  private static final Logger log = LoggerFactory.getLogger(Troubles.class);

  /** Kinds of trouble, with what the log says. */
  enum Kind {
    UNREACHABLE("Elasticsearch does not take documents at the moment; they are sent again."),
    DENIED(
        "Elasticsearch does not let the exporter in: check user, password, api_key and the"
            + " privileges. Documents are sent again until it does."),
    DEAD_LETTERS(
        "Dead letters can't be written; the documents that Elasticsearch refuses are sent again"
            + " until they can.");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }
  }

  private final Object lock = new Object();
  private final String exporter;
  private final Health health;
  private final EnumSet<Kind> current = EnumSet.noneOf(Kind.class);

  Troubles(String exporter, Health health) {
    this.exporter = exporter;
    this.health = health;
  }

  void report(Kind kind, String error) {
    synchronized (lock) {
      if (!current.add(kind)) {
        return;
      }
      var line = kind == Kind.UNREACHABLE ? log.atWarn() : log.atError();
      line.addKeyValue("exporter", exporter).addKeyValue("error", error).log(kind.sentence);
      health.recoverableError(kind.sentence + " " + error);
    }
  }

  /** Elasticsearch answered for documents, and let us in. */
  void answered() {
    synchronized (lock) {
      boolean over = current.remove(Kind.UNREACHABLE);
      over |= current.remove(Kind.DENIED);
      if (over) {
        log.atInfo().addKeyValue("exporter", exporter).log("Elasticsearch takes documents again.");
        recover();
      }
    }
  }

  void deadLettersWritten() {
    synchronized (lock) {
      if (current.remove(Kind.DEAD_LETTERS)) {
        log.atInfo().addKeyValue("exporter", exporter).log("Dead letters can be written again.");
        recover();
      }
    }
  }

  private void recover() {
    if (current.isEmpty()) {
      health.ok();
    }
  }
}
