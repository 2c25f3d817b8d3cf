package io.plumbline.detector.alert;

import static io.plumbline.detector.alert.Messages.NOON;
import static io.plumbline.detector.alert.Messages.hostile;
import static io.plumbline.detector.alert.Messages.opened;
import static io.plumbline.detector.alert.Messages.rose;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.plumbline.detector.alert.ReceiverConfig.Encryption;
import io.plumbline.detector.alert.ReceiverConfig.Mail;
import io.plumbline.detector.explain.Severity;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailReceiverTest {
  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void tell_message_isAMailToEverybody() throws Exception {
    Attempt attempt = new MailReceiver(mail(port(), null)).tell(opened("a"), NOON);

    assertThat(attempt).isEqualTo(new Attempt.Delivered());
    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(mails).hasSize(2);
    MimeMessage mail = mails[0];
    assertThat(mail.getSubject()).isEqualTo("[MINOR] opened: service-a is slow");
    assertThat(mail.getFrom()[0]).hasToString("Plumbline <plumbline@example.com>");
    assertThat(mail.getRecipients(Message.RecipientType.TO))
        .extracting(Object::toString)
        .containsExactly("ops@example.com", "boss@example.com");
    assertThat(mail.getSentDate()).isEqualTo(Date.from(NOON));
    assertThat(mail.getContent().toString().lines())
        .containsExactly(
            "service-a is slow",
            "",
            "service-a is the likely cause: self time 840 ms, typically 120–180 ms.",
            "",
            "Service:  service-a",
            "Severity: minor (35 of 100)",
            "Since:    2026-03-01T12:00:00Z",
            "Incident: a",
            "More:     https://plumbline.example.com/incidents/a");
  }

  @Test
  void tell_sameIncident_isOneThread() throws Exception {
    MailReceiver receiver = new MailReceiver(mail(port(), null));
    receiver.tell(opened("a"), NOON);
    receiver.tell(rose("a"), NOON);

    List<String> ids = new ArrayList<>();
    for (MimeMessage mail : server.getReceivedMessages()) {
      ids.add(mail.getMessageID());
      assertThat(mail.getHeader("References")).containsExactly("<a@plumbline>");
    }
    assertThat(ids)
        .containsOnly("<a.opened.minor@plumbline>", "<a.rose.major@plumbline>")
        .hasSize(4);
  }

  @Test
  void tell_lineBreaksInTheTitle_addNoHeader() throws Exception {
    new MailReceiver(mail(port(), null)).tell(hostile(), NOON);

    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getSubject())
        .isEqualTo("[CRITICAL] opened: line one Bcc: everyone@example.com ${incident.id}");
    assertThat(server.getReceivedMessages()).hasSize(2);
  }

  @Test
  void tell_rightPassword_isTaken() throws Exception {
    server.setUser("plumbline", "right");

    assertThat(new MailReceiver(mail(port(), "right")).tell(opened("a"), NOON))
        .isEqualTo(new Attempt.Delivered());
  }

  @Test
  void tell_wrongPassword_isRefused() throws Exception {
    server.setUser("plumbline", "right");

    assertThat(new MailReceiver(mail(port(), "wrong")).tell(opened("a"), NOON))
        .isInstanceOf(Attempt.Refused.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void tell_serverWithoutEncryption_isTriedLaterAndNotToldInTheClear() throws Exception {
    Mail config = mail(port(), null, Encryption.STARTTLS);

    assertThat(new MailReceiver(config).tell(opened("a"), NOON))
        .isInstanceOf(Attempt.TryLater.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void tell_nobodyListens_isTriedLater() throws Exception {
    int port = port();
    server.stop();

    assertThat(new MailReceiver(mail(port, null)).tell(opened("a"), NOON))
        .isInstanceOf(Attempt.TryLater.class);
  }

  @Test
  void tell_serverSaysLater_isTriedLater() throws Exception {
    assertThat(answering("451 Try again")).isInstanceOf(Attempt.TryLater.class);
  }

  @Test
  void tell_serverSaysNever_isRefused() throws Exception {
    assertThat(answering("550 Not here")).isInstanceOf(Attempt.Refused.class);
  }

  @Test
  void tell_serverThatHangs_endsAfterTheTimeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Mail config = mail(silent.getLocalPort(), null, Encryption.NONE, Duration.ofMillis(500));
      TimedReceiver receiver = new TimedReceiver(config, new MailReceiver(config));

      assertThat(receiver.tell(opened("a"), NOON)).isInstanceOf(Attempt.TryLater.class);
    }
  }

  @Test
  void toString_hasNoPassword() {
    assertThat(mail(25, "hidden")).hasToString("Mail mail");
  }

  /** How it goes at a server that answers RCPT with a line. */
  private static Attempt answering(String line) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = Thread.ofVirtual().start(() -> serve(socket, line));
      Attempt attempt = new MailReceiver(mail(socket.getLocalPort(), null)).tell(opened("a"), NOON);
      server.join();
      return attempt;
    }
  }

  private static void serve(ServerSocket server, String answerToRcpt) {
    try (Socket socket = server.accept()) {
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      OutputStream out = socket.getOutputStream();
      out.write("220 here\r\n".getBytes(UTF_8));
      String command = in.readLine();
      while (command != null) {
        String answer = command.startsWith("RCPT") ? answerToRcpt : "250 fine";
        out.write((answer + "\r\n").getBytes(UTF_8));
        command = command.equals("QUIT") ? null : in.readLine();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private int port() {
    return server.getSmtp().getPort();
  }

  private static Mail mail(int port, @Nullable String password) {
    return mail(port, password, Encryption.NONE);
  }

  private static Mail mail(int port, @Nullable String password, Encryption encryption) {
    return mail(port, password, encryption, Duration.ofSeconds(30));
  }

  private static Mail mail(
      int port, @Nullable String password, Encryption encryption, Duration timeout) {
    return new Mail(
        "mail",
        Severity.WARNING,
        timeout,
        "localhost",
        port,
        encryption,
        password == null ? null : "plumbline",
        password,
        "Plumbline <plumbline@example.com>",
        List.of("ops@example.com", "boss@example.com"));
  }
}
