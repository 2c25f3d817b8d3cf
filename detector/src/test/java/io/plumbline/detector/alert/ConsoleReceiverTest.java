package io.plumbline.detector.alert;

import static io.plumbline.detector.alert.Messages.NOON;
import static io.plumbline.detector.alert.Messages.hostile;
import static io.plumbline.detector.alert.Messages.opened;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ConsoleReceiverTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void tell_message_isLinesOfText() throws IOException {
    new ConsoleReceiver(out).tell(opened("a"), NOON.plusMillis(5));

    assertThat(bytes.toString(UTF_8).lines())
        .containsExactly(
            "2026-03-01T12:00:00Z [MINOR] opened: service-a is slow",
            "    service-a is the likely cause: self time 840 ms, typically 120–180 ms.",
            "    https://plumbline.example.com/incidents/a");
  }

  @Test
  void tell_controlCharacters_doNotReachTheTerminal() throws IOException {
    new ConsoleReceiver(out).tell(hostile(), NOON);

    assertThat(bytes.toString(UTF_8)).doesNotContain("\u001b", "\u0000", "\r");
  }

  @Test
  void tell_brokenConsole_isAFailure() {
    out.close();

    assertThatThrownBy(() -> new ConsoleReceiver(out).tell(opened("a"), NOON))
        .isInstanceOf(IOException.class);
  }
}
