package io.plumbline.detector.alert;

import io.plumbline.detector.alert.ReceiverConfig.Encryption;
import io.plumbline.detector.alert.ReceiverConfig.Mail;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Tells by mail. All mails about an incident are one thread: each names the same one as what it
 * refers to. A mail that is sent again has the same Message-ID.
 */
final class MailReceiver implements Receiver {
  private final Mail config;
  private final Session session;

  MailReceiver(Mail config) {
    this.config = config;
    this.session = Session.getInstance(properties(config));
  }

  private static Properties properties(Mail config) {
    String timeout = Long.toString(config.timeout().toMillis());
    String protocol = "mail." + protocol(config);
    Properties properties = new Properties();
    properties.put(protocol + ".connectiontimeout", timeout);
    properties.put(protocol + ".timeout", timeout);
    properties.put(protocol + ".writetimeout", timeout);
    properties.put(protocol + ".ssl.checkserveridentity", "true");
    properties.put(protocol + ".auth", Boolean.toString(config.username() != null));
    // One wrong address must not keep the mail from all others.
    properties.put(protocol + ".sendpartial", "true");
    boolean startTls = config.encryption() == Encryption.STARTTLS;
    properties.put(protocol + ".starttls.enable", Boolean.toString(startTls));
    properties.put(protocol + ".starttls.required", Boolean.toString(startTls));
    return properties;
  }

  private static String protocol(Mail config) {
    return config.encryption() == Encryption.TLS ? "smtps" : "smtp";
  }

  @Override
  public Attempt tell(Notice notice, Instant now) throws IOException {
    try (Transport transport = session.getTransport(protocol(config))) {
      MimeMessage mail = mail(notice, now);
      transport.connect(config.host(), config.port(), config.username(), config.password());
      transport.sendMessage(mail, mail.getAllRecipients());
      return new Attempt.Delivered();
    } catch (MessagingException e) {
      return failed(e);
    }
  }

  private MimeMessage mail(Notice notice, Instant now) throws MessagingException {
    MimeMessage mail = new AlertMail(session, messageId(notice.key()));
    mail.setFrom(new InternetAddress(config.from()));
    for (String to : config.to()) {
      mail.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
    }
    mail.setSubject(notice.headline().replaceAll("\\p{Cntrl}+", " "), "UTF-8");
    mail.setHeader("References", messageId(notice.incidentId()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setSentDate(Date.from(now));
    mail.setText(PlainText.of(notice), "UTF-8");
    mail.saveChanges();
    return mail;
  }

  private static String messageId(String key) {
    return "<" + key.replaceAll("[^A-Za-z0-9_-]", ".") + "@plumbline>";
  }

  private static final class AlertMail extends MimeMessage {
    private final String id;

    private AlertMail(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  private static Attempt failed(MessagingException failure) {
    if (failure instanceof SendFailedException sending) {
      Address[] reached = sending.getValidSentAddresses();
      if (reached != null && reached.length > 0) {
        // Sending again would tell those twice.
        return new Attempt.Delivered();
      }
    }
    String reason = String.valueOf(failure.getMessage()).replaceAll("\\p{Cntrl}+", " ").strip();
    return isFinal(failure) ? new Attempt.Refused(reason) : new Attempt.TryLater(reason, null);
  }

  /** Whether the server answers with 5xx, which is for ever (RFC 5321, section 4.2.1). */
  private static boolean isFinal(MessagingException failure) {
    return switch (failure) {
      case AuthenticationFailedException _ -> !String.valueOf(failure.getMessage()).startsWith("4");
      case SMTPAddressFailedException refused -> refused.getReturnCode() >= 500;
      case SMTPSenderFailedException refused -> refused.getReturnCode() >= 500;
      case SMTPSendFailedException refused -> refused.getReturnCode() >= 500;
      default -> failure.getNextException() instanceof MessagingException next && isFinal(next);
    };
  }

  @Override
  public void close() {
    // Every mail has a connection of its own.
  }
}
