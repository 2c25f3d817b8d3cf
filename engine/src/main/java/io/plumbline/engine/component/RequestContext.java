package io.plumbline.engine.component;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a receiver kept of the request that brought a batch, bound for the time of {@link
 * Consumer#consume}.
 *
 * @param metadata headers by lower-case name; empty unless the receiver has {@code
 *     include_metadata}
 * @param clientAddress the peer's address without port, or "" when there is none
 */
public record RequestContext(Map<String, List<String>> metadata, String clientAddress) {
  public static final RequestContext NONE = new RequestContext(Map.of(), "");

  /**
   * Bound by receivers, and again by whoever hands a batch to another thread and must keep its
   * metadata.
   */
  public static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

  public RequestContext {
    metadata = Map.copyOf(metadata);
  }

  public static RequestContext current() {
    return CURRENT.orElse(NONE);
  }

  /** The values of a header, by its name in any case; empty when it was not sent or not kept. */
  public List<String> values(String name) {
    return metadata.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
