package io.plumbline.detector.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThemesTest {
  private static final List<String> TEXTS =
      List.of(
          "Database connection timeout after <*>",
          "Timeout while waiting for a database connection",
          "DatabaseTimeoutException: connection not available",
          "Card payment of order <*> declined",
          "Card payment of customer <*> declined by bank",
          "Payment declined: card expired",
          "Cache entry <*> evicted",
          "Cache eviction of entry <*> took <*>",
          "Evicted cache entry <*> as it was too large");

  @Test
  void of_threeSubjects() {
    List<Theme> themes = Themes.of(templates(TEXTS), 10, 7);

    assertThat(themes)
        .extracting(theme -> theme.templates().stream().sorted().toList())
        .containsExactlyInAnyOrder(
            List.of("t0", "t1", "t2"), List.of("t3", "t4", "t5"), List.of("t6", "t7", "t8"));
    assertThat(themes)
        .extracting(Theme::label)
        .anySatisfy(label -> assertThat(label).contains("timeout", "database"))
        .anySatisfy(label -> assertThat(label).contains("payment", "declined"))
        .anySatisfy(label -> assertThat(label).contains("cache", "entry"));
  }

  @Test
  void of_sameSeed() {
    assertThat(Themes.of(templates(TEXTS), 10, 3)).isEqualTo(Themes.of(templates(TEXTS), 10, 3));
  }

  @Test
  void of_noTemplates() {
    assertThat(Themes.of(List.of(), 10, 7)).isEmpty();
  }

  @Test
  void of_templatesWithoutWords() {
    assertThat(Themes.of(templates(List.of("<*>", "", "<*>: <*>", "...")), 10, 7))
        .containsExactly(new Theme("other", List.of("t0", "t1", "t2", "t3")));
  }

  @Test
  void of_equalTemplates() {
    assertThat(Themes.of(templates(List.of("Pool empty", "pool empty", "Pool empty!")), 10, 7))
        .containsExactly(new Theme("empty pool", List.of("t0", "t1", "t2")));
  }

  @Test
  void words_ofHumpsAndMarks() {
    assertThat(ThemeWords.of("ERROR java.net.SQLTimeoutException: the pool_size is <*>"))
        .containsExactly("net", "sql", "timeout", "exception", "pool", "size");
  }

  private static List<LogTemplate> templates(List<String> texts) {
    List<LogTemplate> templates = new ArrayList<>();
    for (String text : texts) {
      String id = "t" + templates.size();
      templates.add(
          new LogTemplate(id, text, List.of(), 1, Instant.EPOCH, Instant.EPOCH, List.of()));
    }
    return templates;
  }
}
