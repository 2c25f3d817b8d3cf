package io.plumbline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Ledger.Row SPANS = new Ledger.Row("spans", 100, 0, 0, 100, 100, 40, 60);
  private static final Ledger.Row POINTS = new Ledger.Row("metric points", 50, 0, 7, 50, 57, 0, 57);
  private static final Ledger.Row LOGS = new Ledger.Row("log records", 0, 0, 0, 0, 0, 0, 0);

  @Test
  void ledger_balancesToTheItem() {
    Ledger ledger = new Ledger(SPANS, POINTS, LOGS);

    assertThat(ledger.differences()).isEmpty();
    assertThat(ledger.balances()).isTrue();
    assertThat(ledger.table()).contains("sampled out by policy").contains("balances to the item");
  }

  @Test
  void ledger_oneSpanLost_saysWhere() {
    Ledger.Row lost = new Ledger.Row("spans", 100, 0, 0, 100, 99, 40, 59);

    Ledger ledger = new Ledger(lost, POINTS, LOGS);

    assertThat(ledger.balances()).isFalse();
    assertThat(ledger.differences())
        .containsExactly("spans between agent and gateway: 100 expected, 99 seen");
  }

  @Test
  void ledger_oneLogStoredTwice_saysWhere() {
    Ledger ledger = new Ledger(SPANS, POINTS, new Ledger.Row("log records", 5, 0, 0, 5, 5, 0, 6));

    assertThat(ledger.differences())
        .containsExactly("log records between gateway and Elasticsearch: 5 expected, 6 seen");
  }

  @Test
  void ledger_spansGivenUpBySender_doesNotBalance() {
    Ledger ledger = new Ledger(new Ledger.Row("spans", 100, 3, 0, 100, 100, 40, 60), POINTS, LOGS);

    assertThat(ledger.differences())
        .containsExactly("spans given up by the SDKs: 0 expected, 3 seen");
  }
}
