package io.plumbline.detector.alert;

import io.plumbline.detector.alert.ReceiverConfig.Console;
import io.plumbline.detector.alert.ReceiverConfig.Encryption;
import io.plumbline.detector.alert.ReceiverConfig.Mail;
import io.plumbline.detector.alert.ReceiverConfig.Slack;
import io.plumbline.detector.alert.ReceiverConfig.Webhook;
import io.plumbline.detector.config.ConfigSection;
import io.plumbline.detector.explain.Severity;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one receiver of a configuration. */
final class ReceiverReader {
  private static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);
  private static final Duration TIMEOUT_MAX = Duration.ofMinutes(5);

  private final ConfigSection section;

  ReceiverReader(ConfigSection section) {
    this.section = section;
  }

  private enum Type {
    SLACK,
    WEBHOOK,
    EMAIL,
    CONSOLE
  }

  @Nullable ReceiverConfig read() {
    @Nullable Type type = type();
    if (type == null) {
      return null;
    }
    String name = section.string("name", section.string("type", ""));
    Severity minSeverity = section.choice("min_severity", Severity.WARNING);
    Duration timeout = section.duration("timeout", TIMEOUT_DEFAULT, TIMEOUT_MIN, TIMEOUT_MAX);
    ReceiverConfig receiver =
        switch (type) {
          case SLACK -> new Slack(name, minSeverity, timeout, url());
          case WEBHOOK ->
              new Webhook(name, minSeverity, timeout, url(), template(), headers(), secret());
          case EMAIL -> mail(name, minSeverity, timeout);
          case CONSOLE -> new Console(name, minSeverity, timeout);
        };
    section.rejectUnknownKeys();
    return receiver;
  }

  /** The type; null when there is none or it is unknown, and then the other keys are not judged. */
  private @Nullable Type type() {
    String text = section.requiredString("type");
    if (text.isEmpty()) {
      return null;
    }
    Type type = section.choice("type", Type.CONSOLE);
    return type.name().equalsIgnoreCase(text) ? type : null;
  }

  /** The address; never part of a problem, since whoever knows it may write there. */
  private String url() {
    String url = section.requiredString("url");
    if (!url.isEmpty() && !isWebAddress(url)) {
      section.problem("url", "expected an address such as https://hooks.example.com/services/x");
    }
    return url;
  }

  private static boolean isWebAddress(String url) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme();
      return uri.getHost() != null
          && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme));
    } catch (URISyntaxException _) {
      // The caller says so, without the address.
      return false;
    }
  }

  /** JSON as text, or JSON itself. */
  private String template() {
    JsonNode written = section.value("template");
    if (!section.has("template")) {
      return ReceiverConfig.DEFAULT_TEMPLATE;
    }
    String text = written.isString() ? written.asString() : written.toString();
    String wrong = JsonTemplate.problem(text);
    if (wrong != null) {
      section.problem("template", wrong);
    }
    return text;
  }

  private Map<String, String> headers() {
    Map<String, String> headers = section.stringMap("headers");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      try {
        HttpRequest.newBuilder().header(header.getKey(), header.getValue());
      } catch (IllegalArgumentException _) {
        // The exception holds the value, which may be a secret.
        section.problem(
            "headers." + header.getKey(), "expected a header of HTTP that a client may set");
      }
    }
    return headers;
  }

  private @Nullable String secret() {
    return section.has("secret") ? section.requiredString("secret") : null;
  }

  private Mail mail(String name, Severity minSeverity, Duration timeout) {
    Encryption encryption = section.choice("encryption", Encryption.STARTTLS);
    String username = section.string("username");
    String password = section.string("password");
    if ((username == null) != (password == null)) {
      String missing = username == null ? "username" : "password";
      section.problem(missing, "expected username and password, or neither");
    }
    String from = section.requiredString("from");
    requireMailAddress("from", from);
    List<String> to = section.strings("to");
    if (to.isEmpty()) {
      section.problem("to", "expected at least one mail address, found none");
    }
    for (int i = 0; i < to.size(); i++) {
      requireMailAddress("to[" + i + "]", to.get(i));
    }
    return new Mail(
        name,
        minSeverity,
        timeout,
        section.requiredString("host"),
        section.integer("port", encryption.port(), 1, 65_535),
        encryption,
        username,
        password,
        from,
        to);
  }

  private void requireMailAddress(String key, String address) {
    try {
      if (!address.isEmpty()) {
        new InternetAddress(address, true).validate();
      }
    } catch (AddressException _) {
      section.problem(key, "expected a mail address, found '" + address + "'");
    }
  }
}
