package io.plumbline.detector.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DrainTest {
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");

  private final Drain drain = new Drain(Drain.Config.DEFAULT);

  @Test
  void add_otherValues() {
    String first = drain.add("Took 19.05 seconds to build instance 7f3a", NINE);
    String second = drain.add("Took 3 ms to build instance 9", TEN);

    assertThat(second).isEqualTo(first);
    assertThat(drain.templates())
        .singleElement()
        .satisfies(template -> {
          assertThat(template.id()).isEqualTo(first);
          assertThat(template.text()).isEqualTo("Took <*> to build instance <*>");
          assertThat(template.count()).isEqualTo(2);
          assertThat(template.firstSeen()).isEqualTo(NINE);
          assertThat(template.lastSeen()).isEqualTo(TEN);
          assertThat(template.examples())
              .containsExactly(
                  "Took 19.05 seconds to build instance 7f3a", "Took 3 ms to build instance 9");
        });
  }

  @Test
  void add_otherWords() {
    String paused = drain.add("VM Paused (Lifecycle Event)", NINE);
    String resumed = drain.add("VM Resumed (Lifecycle Event)", NINE);

    assertThat(resumed).isNotEqualTo(paused);
  }

  @Test
  void add_otherNames() {
    String first = drain.add("Cannot open pool order_items for writing", NINE);
    String second = drain.add("Cannot open pool shop.carts for writing", NINE);

    assertThat(second).isEqualTo(first);
    assertThat(drain.templates())
        .extracting(LogTemplate::text)
        .containsExactly("Cannot open pool <*> for writing");
  }

  @Test
  void add_manyWordsInOnePlace() {
    List<String> ids =
        List.of("alice", "bob", "carol", "dave", "erin", "frank").stream()
            .map(name -> drain.add("Basket of " + name + " was emptied", NINE))
            .toList();

    assertThat(ids.stream().map(drain::resolve).distinct()).hasSize(1).isSubsetOf(ids);
    assertThat(drain.template(ids.get(3)))
        .isNotNull()
        .extracting(LogTemplate::text, LogTemplate::count)
        .containsExactly("Basket of <*> was emptied", 6L);
  }

  @Test
  void add_sameIdAfterRestart() {
    String before = drain.add("Connection to 10.0.0.1 lost", NINE);
    String after = new Drain(Drain.Config.DEFAULT).add("Connection to 10.0.0.2 lost", TEN);

    assertThat(after).isEqualTo(before);
  }

  @Test
  void add_hostileLines() {
    List<String> lines =
        List.of(
            "",
            " \t\r\n",
            "\0\1\u001b[31m",
            "\"",
            "=\"",
            "<*",
            "<*>",
            "...",
            "/",
            "/..",
            "a://",
            "))))((((",
            "\ud83d\ude00 \ud83d",
            "größe überschritten: 日本語 ٣",
            "x".repeat(1_000_000),
            "a b ".repeat(250_000),
            "(".repeat(1_000_000),
            "1,".repeat(500_000));

    for (String line : lines) {
      assertThat(drain.resolve(drain.add(line, NINE))).hasSize(16);
    }

    assertThat(drain.templates()).extracting(LogTemplate::text).allMatch(t -> t.length() <= 4096);
    assertThat(drain.templates())
        .flatExtracting(LogTemplate::examples)
        .allMatch(example -> example.length() <= Template.EXAMPLE_CHARS_MAX);
  }

  @Test
  void add_randomLines() {
    long seed = 42;
    SplittableRandom random = new SplittableRandom(seed);
    Drain small = new Drain(new Drain.Config(0.4, 10, 6, 50, 64));
    String alphabet = "ab.:/-_<*>()[]= \"'12\\\u00e4\ud83d,";

    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder();
      int length = random.nextInt(80);
      for (int k = 0; k < length; k++) {
        line.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String id = small.add(line.toString(), NINE.plusSeconds(i));
      assertThat(small.template(id)).as("seed %d, line %d", seed, i).isNotNull();
    }

    assertThat(small.templates()).hasSizeLessThanOrEqualTo(50);
    Drain restored = new Drain(new Drain.Config(0.4, 10, 6, 50, 64));
    restored.merge(small.state());
    assertThat(restored.templates()).hasSizeLessThanOrEqualTo(small.templates().size());
  }

  @Test
  void add_beyondTheLimit() {
    Drain small = new Drain(new Drain.Config(0.4, 100, 6, 2, 4096));
    String kept = small.add("Kept alive by use", NINE);
    String forgotten = small.add("Seen only once", NINE);
    small.add("Kept alive by use", TEN);

    small.add("The third of two", TEN);

    assertThat(small.template(forgotten)).isNull();
    assertThat(small.template(kept)).isNotNull();
    assertThat(small.templates()).hasSize(2);
  }

  @Test
  void merge_storedState() {
    for (String name : List.of("alice", "bob", "carol", "dave", "erin", "frank")) {
      drain.add("Basket of " + name + " was emptied", NINE);
    }
    drain.add("[instance: 42] VM Paused", NINE);
    JsonMapper json = JsonMapper.shared();
    String stored = json.writeValueAsString(drain.state());

    Drain restored = new Drain(Drain.Config.DEFAULT);
    restored.merge(json.readValue(stored, DrainState.class));

    assertThat(restored.state()).isEqualTo(drain.state());
    String id = restored.add("Basket of grace was emptied", TEN);
    assertThat(id).isEqualTo(drain.add("Basket of grace was emptied", TEN));
    assertThat(restored.template(id))
        .isNotNull()
        .extracting(LogTemplate::count, LogTemplate::firstSeen, LogTemplate::lastSeen)
        .containsExactly(7L, NINE, TEN);
  }

  @Test
  void merge_knownTemplates() {
    Drain other = new Drain(Drain.Config.DEFAULT);
    String id = drain.add("Cache is cold", TEN);
    other.add("Cache is cold", NINE);

    drain.merge(other.state());

    assertThat(drain.template(id))
        .isNotNull()
        .extracting(LogTemplate::count, LogTemplate::firstSeen)
        .containsExactly(2L, NINE);
  }

  @Test
  void merge_moreGeneralTemplate() {
    Drain other = new Drain(Drain.Config.DEFAULT);
    String general = other.add("Cannot open pool order_items for writing", NINE);
    other.add("Cannot open pool shop.carts for writing", NINE);
    String special = drain.add("Cannot open pool order_items for writing", TEN);

    drain.merge(other.state());

    assertThat(drain.resolve(general)).isEqualTo(drain.resolve(special));
    assertThat(drain.templates())
        .extracting(LogTemplate::text, LogTemplate::count)
        .containsExactly(tuple("Cannot open pool <*> for writing", 3L));
  }

  @Test
  void merge_brokenTemplate() {
    LogTemplate broken =
        new LogTemplate("ab", "one text", List.of("other"), 1, NINE, NINE, List.of());
    DrainState state = new DrainState(DrainState.VERSION, List.of(broken), Map.of());

    assertThatThrownBy(() -> drain.merge(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Template ab has other tokens than its text: one text");
  }

  @Test
  void merge_otherTokensUnderAKnownId() {
    String id = drain.add("Cache is cold", NINE);
    LogTemplate broken =
        new LogTemplate(id, "Cache cold", List.of("Cache", "cold"), 1, NINE, NINE, List.of());
    DrainState state = new DrainState(DrainState.VERSION, List.of(broken), Map.of());

    assertThatThrownBy(() -> drain.merge(state))
        .hasMessage("Template " + id + " is stored with other tokens: " + id + " Cache cold");
  }

  @Test
  void state_otherVersion() {
    assertThatThrownBy(() -> new DrainState(2, List.of(), Map.of()))
        .hasMessage("Templates are stored in version 2, expected 1");
  }
}
