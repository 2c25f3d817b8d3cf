package io.plumbline.detector.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is masked; lines are those of well-known programs. */
class LineScannerTest {
  @Test
  void scan_numbersAndUnits() {
    assertMasked("Took 19.05 seconds, 3 MB left", "Took <*> left");
    assertMasked("temperature (41C) exceeds 40%", "temperature (<*>) exceeds <*>");
    assertMasked("lifetime <1 sec", "lifetime <*>");
    assertMasked("403 bytes (1.2 KB) sent", "<*> sent");
    assertMasked("<134> accepted", "<<*>> accepted");
  }

  @Test
  void scan_addresses() {
    assertMasked("to 10.0.0.1:80 and [fe80::1:2]", "to <*> and [<*>]");
    assertMasked("from 00:0D:60:E9:14:D8", "from <*>");
    assertMasked("proxy.example.edu:5070 open", "<*> open");
    assertMasked("rhost=ns.example.com", "rhost=<*>");
  }

  @Test
  void scan_ids() {
    assertMasked("instance b9000564-fe1a-409b-b8cc-1e88b294cd1d up", "instance <*> up");
    assertMasked("block blk_-1608999687919862906 done", "block <*> done");
    assertMasked("commit deadbeefcafe", "commit <*>");
    assertMasked("a bad face", "a bad face");
  }

  @Test
  void scan_pathsAndUrls() {
    assertMasked("open /var/log/x.log: denied", "open <*>: denied");
    assertMasked("\"GET /v2/items?all=True&since=3 HTTP/1.1\" 200", "\"GET <*>\" <*>");
    assertMasked("GET /items/{id}/price failed", "GET <*> failed");
    assertMasked("GET / failed", "GET <*> failed");
    assertMasked("see (http://example.com/a) now", "see (<*>) now");
    assertMasked("key \\Registry\\Machine\\Software lost", "key <*> lost");
  }

  @Test
  void scan_dates() {
    assertMasked("at Mon Jun 20 03:40:59 2005", "at <*>");
    assertMasked("on Thu Aug 04 15:29:45 PDT 2005 again", "on <*> again");
    assertMasked("closed on Sun and Mon", "closed on Sun and Mon");
  }

  @Test
  void scan_assignments() {
    assertMasked("tag=\"View Lock\", ws=null", "tag=<*>, ws=<*>");
    assertMasked("ws=WorkSource{10113}, uid=7", "ws=<*>, uid=<*>");
    assertMasked("ruser= rhost=", "ruser= rhost=");
    assertMasked("enabled=true", "enabled=true");
  }

  @Test
  void scan_names() {
    assertMasked("opened for user root by cron", "opened for user <*> by cron");
    assertMasked("user created", "user created");
    assertMasked("java.net.SocketTimeoutException: late", "java.net.SocketTimeoutException: late");
  }

  @Test
  void scan_lists() {
    assertMasked("replicas 1, 2, 3 of 4", "replicas <*> of <*>");
    assertMasked("enabled......0", "enabled.....<*>");
  }

  private static void assertMasked(String line, String text) {
    TokenBuffer tokens = new LineScanner(4096).scan(line);
    LogTemplate template = Template.of("id", tokens, Instant.EPOCH).toLogTemplate();
    assertThat(template.text()).isEqualTo(text);
  }
}
