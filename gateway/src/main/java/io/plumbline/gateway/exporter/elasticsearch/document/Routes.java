package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.wire.Slice;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds where documents of one type go: the configured index, else the attribute {@code
 * elasticsearch.index}, else the data stream that the attributes {@code data_stream.dataset} and
 * {@code data_stream.namespace} name, each looked up in the item, the scope and the resource. Not
 * thread-safe.
 */
final class Routes {
  private static final String DATASET_SUFFIX = ".otel";

  /** Elasticsearch takes 100 bytes for each part of a data stream's name. */
  private static final int PART_BYTES_MAX = 100;

  private static final String FORBIDDEN = "\\/*?\"<>| ,#:";
  private static final byte[] RECEIVER = JsonBuffer.ascii("/receiver/");
  private static final String RECEIVER_END = "receiver";

  /** Names come out of telemetry, so there may be any number; all are forgotten at this one. */
  private static final int CACHED_MAX = 1000;

  private static final Slice NOTHING = new Slice();

  /** What a route follows from. Mutable only while it is used to look up. */
  private record Key(Slice index, Slice dataset, Slice namespace) {}

  private final String type;
  private final @Nullable DatedIndex fixed;
  private final Map<Key, Route> cache = new HashMap<>();
  private final Key lookup = new Key(new Slice(), new Slice(), new Slice());
  private final SpecialAttributes none = new SpecialAttributes();
  private final Slice receiverDataset = new Slice();
  private @Nullable Route scopeRoute;
  private long scopeNumber;

  /**
   * @param type the first part of a data stream's name
   * @param fixed the configured index, null when documents are routed
   */
  Routes(String type, @Nullable DatedIndex fixed) {
    this.type = type;
    this.fixed = fixed;
  }

  /** Where the items of a scope go that say nothing themselves: looked up once for a scope. */
  Route ofScope(ScopeContext context, long unixNanos) {
    if (fixed != null) {
      return fixed.at(unixNanos);
    }
    if (scopeRoute == null || scopeNumber != context.number()) {
      scopeRoute = of(none, context, unixNanos);
      scopeNumber = context.number();
    }
    return scopeRoute;
  }

  Route of(SpecialAttributes item, ScopeContext context, long unixNanos) {
    if (fixed != null) {
      return fixed.at(unixNanos);
    }
    SpecialAttributes scope = context.scopeSpecials();
    SpecialAttributes resource = context.resourceSpecials();
    Slice index = first(item.index(), scope.index(), resource.index());
    Slice dataset = first(item.dataset(), scope.dataset(), resource.dataset());
    Slice namespace = first(item.namespace(), scope.namespace(), resource.namespace());
    if (dataset.isEmpty() && findReceiver(context.scopeName())) {
      dataset = receiverDataset;
    }
    view(lookup.index, index);
    view(lookup.dataset, index.isEmpty() ? dataset : NOTHING);
    view(lookup.namespace, index.isEmpty() ? namespace : NOTHING);
    Route route = cache.get(lookup);
    if (route == null) {
      route = make(lookup);
      if (cache.size() >= CACHED_MAX) {
        cache.clear();
      }
      cache.put(
          new Key(lookup.index.copy(), lookup.dataset.copy(), lookup.namespace.copy()), route);
    }
    return route;
  }

  private static Slice first(Slice item, Slice scope, Slice resource) {
    return !item.isEmpty() ? item : !scope.isEmpty() ? scope : resource;
  }

  private static void view(Slice view, Slice source) {
    view.wrap(source.buffer(), source.offset(), source.length());
  }

  /**
   * Looks for {@code /receiver/<name>receiver} in the name of a scope, which the Collector's
   * scrapers have; the dataset is then {@code <name>receiver}.
   */
  private boolean findReceiver(Slice scopeName) {
    for (int start = 0; start + RECEIVER.length <= scopeName.length(); start++) {
      if (!matches(scopeName, start)) {
        continue;
      }
      int word = start + RECEIVER.length;
      int end = word;
      while (end < scopeName.length() && isWord(scopeName.byteAt(end))) {
        end++;
      }
      String name =
          new String(
              scopeName.buffer(),
              scopeName.offset() + word,
              end - word,
              StandardCharsets.ISO_8859_1);
      int last = name.lastIndexOf(RECEIVER_END);
      if (last >= 0) {
        receiverDataset.wrap(
            scopeName.buffer(), scopeName.offset() + word, last + RECEIVER_END.length());
        return true;
      }
    }
    return false;
  }

  private static boolean matches(Slice name, int start) {
    for (int index = 0; index < RECEIVER.length; index++) {
      if (name.byteAt(start + index) != RECEIVER[index]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(byte octet) {
    return octet == '_'
        || (octet >= '0' && octet <= '9')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= 'a' && octet <= 'z');
  }

  private Route make(Key key) {
    if (!key.index.isEmpty()) {
      return Route.index(key.index.toString());
    }
    String dataset = key.dataset.isEmpty() ? "generic" : key.dataset.toString();
    String namespace = key.namespace.isEmpty() ? "default" : key.namespace.toString();
    return Route.dataStream(
        type,
        cut(sanitise(dataset, true), PART_BYTES_MAX - DATASET_SUFFIX.length()) + DATASET_SUFFIX,
        cut(sanitise(namespace, false), PART_BYTES_MAX));
  }

  private static String sanitise(String part, boolean isDataset) {
    StringBuilder result = new StringBuilder(part.length());
    for (char c : part.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean forbidden = FORBIDDEN.indexOf(c) >= 0 || (isDataset && c == '-');
      result.append(forbidden ? '_' : c);
    }
    return result.toString();
  }

  /** The longest beginning of whole characters that fits. */
  private static String cut(String part, int bytesMax) {
    int bytes = 0;
    int end = 0;
    while (end < part.length()) {
      int codePoint = part.codePointAt(end);
      bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      if (bytes > bytesMax) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return part.substring(0, end);
  }
}
