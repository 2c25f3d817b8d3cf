package io.plumbline.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.component.ComponentFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private final List<ComponentFactory<?>> factories =
      new ArrayList<>(new FakeComponents().factories());

  @Test
  void find_byTypeAndByAlias() {
    Catalog catalog = new Catalog(factories);

    assertThat(catalog.find(Kind.EXPORTER, "out")).isNotNull();
    assertThat(catalog.find(Kind.EXPORTER, "outlet")).isSameAs(catalog.find(Kind.EXPORTER, "out"));
    assertThat(catalog.find(Kind.RECEIVER, "out")).isNull();
    assertThat(catalog.types(Kind.EXPORTER)).containsExactly("out");
    assertThat(catalog.types(Kind.RECEIVER)).containsExactly("in", "in_traces");
  }

  @Test
  void sameNameTwice_isRefused() {
    factories.addAll(new FakeComponents().factories());

    assertThatThrownBy(() -> new Catalog(factories))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("two receivers are named in: ");
  }
}
