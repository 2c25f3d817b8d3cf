package io.plumbline.detector.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2022-08-22 03:51:19.607158889 +0000 UTC m=+0.113112869,1661140279",
    "2022-08-22 11:51:19.6 +0800 CST m=+0.1,1661140279",
    "2022-08-22 03:51:19,1661140279",
    "2022-08-22T03:51:19Z,1661140279",
    "2022-13-22 03:51:19,",
    "1661140279,",
    "'',",
  })
  void parse_timeAsWritten(String text, Long seconds) {
    assertThat(WrittenTime.parse(text)).isEqualTo(seconds);
  }
}
