package io.plumbline.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BulkScannerTest {
  private static final byte[] BODY =
      """
      {"create":{"_index":"traces"}}
      {"span_id":"0100000000000000","x":"\\"span_id\\":\\"0900000000000000\\""}
      {"create":{"_index":"traces"}}
      {"span_id":"zz","parent_span_id":"0800000000000000"}
      {"create":{"_index":"traces"}}
      {"span_id":"0200000000000000"}
      """
          .getBytes(UTF_8);

  @Test
  void body_cutAnywhere_hasTheSameDocumentsAndSpans() {
    for (int cut = 0; cut <= BODY.length; cut++) {
      BulkScanner scanner = new BulkScanner();
      scanner.scan(BODY, cut);
      byte[] rest = Arrays.copyOfRange(BODY, cut, BODY.length);
      scanner.scan(rest, rest.length);
      SpanIds found = new SpanIds();
      scanner.addSpansTo(found);

      assertThat(scanner.documents()).isEqualTo(3);
      assertThat(first(9).missingIn(found)).isEqualTo(7);
      assertThat(first(2).missingIn(found)).isZero();
    }
  }

  private static SpanIds first(int count) {
    SpanIds ids = new SpanIds();
    ids.addRange(1, count);
    return ids;
  }
}
