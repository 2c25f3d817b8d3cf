package io.plumbline.detector.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchedTemplateTest {
  private static String words(String template) {
    return WatchedTemplate.query(template).path("match").path("body.text").path("query").asString();
  }

  @Test
  void words_areThoseThatNoValueTouches() {
    assertThat(words("Order <*> of user=<*> was paid in <*>ms (\"card\") - 3"))
        .isEqualTo("Order of was paid in (\"card\")");
  }

  @Test
  void allWords_mustBeThere() {
    assertThat(WatchedTemplate.query("a request failed").at("/match/body.text/operator").asString())
        .isEqualTo("and");
  }

  @Test
  void templateOfValuesOnly_isNotWatched() {
    assertThat(WatchedTemplate.isPossible("<*> <*> took <*>")).isFalse();
    assertThat(WatchedTemplate.isPossible("")).isFalse();
    assertThat(WatchedTemplate.isPossible("request took <*>")).isTrue();
  }

  @Test
  void document_isNotWatched() {
    assertThat(WatchedTemplate.isPossible("at some.place ".repeat(20))).isFalse();
  }

  @Test
  void longTemplate_isToldByItsFirstWords() {
    assertThat(words("ab ".repeat(40))).isEqualTo("ab ".repeat(16).strip());
  }
}
