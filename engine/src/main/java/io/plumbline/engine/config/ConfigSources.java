package io.plumbline.engine.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** Where texts of a configuration come from: {@code env:}, {@code file:} and {@code yaml:}. */
final class ConfigSources {
  /** The Collector's rule for names of variables. */
  private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private static final int FILE_BYTES_MAX = 3 << 20;

  private final Map<String, String> environment;

  ConfigSources(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The text at a location, for use as a value.
   *
   * @throws IOException when there is none; the message says why
   */
  YamlText retrieve(String scheme, String rest) throws IOException {
    return switch (scheme) {
      case "env" -> YamlText.of(variable(rest));
      case "file" -> file(rest);
      case "yaml" -> YamlText.of(rest);
      default ->
          throw new IOException(
              "scheme \"" + scheme + "\" is not supported for uri \"" + scheme + ":" + rest + "\"");
    };
  }

  /** The value of {@code NAME}, or of {@code NAME:-default}. */
  String variable(String expression) throws IOException {
    int separator = expression.indexOf(":-");
    String name = separator < 0 ? expression : expression.substring(0, separator);
    if (!VARIABLE.matcher(name).matches()) {
      throw new IOException(
          "environment variable \""
              + name
              + "\" has invalid name: must match regex ^[a-zA-Z_][a-zA-Z0-9_]*$");
    }
    String value = environment.get(name);
    if (value != null) {
      return value;
    }
    if (separator < 0) {
      throw new IOException(
          "environment variable \""
              + name
              + "\" is not set (${env:"
              + name
              + ":-…} gives it a default)");
    }
    return expression.substring(separator + 2);
  }

  private YamlText file(String name) throws IOException {
    String text = fileText(name);
    try {
      Object value = YamlDocument.parse(name, text).value();
      return new YamlText(value instanceof String ? text : value, text);
    } catch (ConfigException _) {
      // Not an error: a file may hold a certificate or a token.
      return new YamlText(text, text);
    }
  }

  /** All of a file, which must be UTF-8. */
  static String fileText(String name) throws IOException {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        throw unreadable(name, "is a directory");
      }
      if (Files.size(path) > FILE_BYTES_MAX) {
        throw unreadable(name, "larger than " + FILE_BYTES_MAX + " bytes");
      }
      return decode(name, Files.readAllBytes(path));
    } catch (NoSuchFileException _) {
      throw unreadable(name, "no such file or directory");
    } catch (AccessDeniedException _) {
      throw unreadable(name, "permission denied");
    } catch (InvalidPathException e) {
      throw unreadable(name, "not a path: " + e.getReason());
    } catch (FileSystemException e) {
      throw unreadable(name, String.valueOf(e.getReason()));
    }
  }

  private static String decode(String name, byte[] bytes) throws IOException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw unreadable(name, "not UTF-8 at byte offset " + in.position());
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static IOException unreadable(String name, String reason) {
    return new IOException("unable to read the file file:" + name + ": " + reason);
  }
}
