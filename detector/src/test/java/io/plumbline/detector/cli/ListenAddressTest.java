package io.plumbline.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenAddressTest {
  @Test
  void address_isOfTheHost() throws CommandFailedException {
    assertThat(
            ListenAddress.of("--host", "127.0.0.1", "--port", 0).getAddress().isLoopbackAddress())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 65536, --port must be from 0 to 65535: 65536",
    "127.0.0.1, -1, --port must be from 0 to 65535: -1",
    "nowhere.invalid, 80, --host: there is no host nowhere.invalid"
  })
  void address_impossible_saysWhichOption(String host, int port, String message) {
    assertThatThrownBy(() -> ListenAddress.of("--host", host, "--port", port))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage(message);
  }

  @Test
  void command_impossibleAddress_saysWhichOption() {
    CommandRun serve = CommandRun.of(Instant.EPOCH, "serve", "--port=70000");
    CommandRun monitor = CommandRun.of(Instant.EPOCH, "monitor", "--metrics-port=70000");

    assertThat(serve.err()).contains("detector: --port must be");
    assertThat(monitor.err()).contains("detector: --metrics-port must be");
    assertThat(serve.exitCode()).isEqualTo(1);
    assertThat(monitor.exitCode()).isEqualTo(1);
  }
}
