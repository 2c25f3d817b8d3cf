package io.plumbline.detector.web;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Tells requests of this server's own page, or of no page at all as with curl, from those that
 * another site's page makes a browser send.
 */
final class SameOrigin {
  /** Names that no other site can have, whatever its name server answers; the port is left out. */
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(?:.+\\.)?localhost|[0-9]+(?:\\.[0-9]+){3}|\\[[0-9a-f:.]+]");

  private SameOrigin() {}

  /**
   * Whether a request may change something. What the browser says about itself decides; browsers
   * leave it out on plain HTTP but for localhost, and there the origin must be the host asked for.
   *
   * @param local the address that the request came to
   */
  static boolean asks(Headers headers, InetAddress local) {
    String site = headers.getFirst("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    String origin = headers.getFirst("Origin");
    if (origin == null) {
      return true;
    }
    String host = headers.getFirst("Host");
    if (host == null || !host.equalsIgnoreCase(authority(origin))) {
      return false;
    }
    String name = host.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
    return !local.isLoopbackAddress() || THIS_MACHINE.matcher(name).matches();
  }

  private static String authority(String origin) {
    try {
      return Objects.requireNonNullElse(URI.create(origin).getRawAuthority(), "");
    } catch (IllegalArgumentException _) {
      // No origin that a browser would send.
      return "";
    }
  }
}
