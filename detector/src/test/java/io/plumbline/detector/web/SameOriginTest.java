package io.plumbline.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginTest {
  private static final String LOOPBACK = "127.0.0.1";

  private static boolean asks(String local, String... headers) {
    Headers all = new Headers();
    for (int index = 0; index < headers.length; index += 2) {
      all.set(headers[index], headers[index + 1]);
    }
    return SameOrigin.asks(all, InetAddress.ofLiteral(local));
  }

  @Test
  void noPageAtAll_mayDoIt() {
    assertThat(SameOrigin.asks(new Headers(Map.of()), InetAddress.ofLiteral(LOOPBACK))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"same-origin, true", "none, true", "same-site, false", "cross-site, false"})
  void fetchSite_decides(String site, boolean mayDoIt) {
    assertThat(
            asks(
                LOOPBACK,
                "Sec-Fetch-Site",
                site,
                "Origin",
                "https://plumbline.example",
                "Host",
                "localhost:8080"))
        .isEqualTo(mayDoIt);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, localhost:8080, 127.0.0.1, true",
    "http://LocalHost:8080, localhost:8080, 127.0.0.1, true",
    "http://127.0.0.1:8080, 127.0.0.1:8080, 127.0.0.1, true",
    "http://[::1]:8080, [::1]:8080, ::1, true",
    "http://plumbline.example:8080, plumbline.example:8080, 192.0.2.7, true",
    "http://localhost:9090, localhost:8080, 127.0.0.1, false",
    "http://evil.example, localhost:8080, 127.0.0.1, false",
    "null, localhost:8080, 127.0.0.1, false",
    "null, null, 192.0.2.7, false",
    "http://%zz, localhost:8080, 127.0.0.1, false"
  })
  void origin_mustBeTheHostAskedFor(String origin, String host, String local, boolean mayDoIt) {
    assertThat(asks(local, "Origin", origin, "Host", host)).isEqualTo(mayDoIt);
  }

  @ParameterizedTest
  @CsvSource({"evil.example:8080", "localhost.evil.example", "1.2.3.4.evil.example:8080"})
  void nameThatResolvesToThisMachine_isAnotherSite(String host) {
    assertThat(asks(LOOPBACK, "Origin", "http://" + host, "Host", host)).isFalse();
  }
}
