package io.plumbline.detector.alert;

import io.plumbline.detector.config.ConfigSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom to tell, and how much.
 *
 * @param receivers each with a name of its own; without any nobody is told
 */
public record AlertConfig(AlertPolicy policy, List<ReceiverConfig> receivers) {
  public static final AlertConfig DEFAULT = new AlertConfig(AlertPolicy.DEFAULT, List.of());

  public AlertConfig {
    receivers = List.copyOf(receivers);
  }

  /** Reads a section; what is wrong is recorded there, and then the result must not be used. */
  public static AlertConfig read(ConfigSection section) {
    AlertPolicy policy = AlertPolicy.read(section);
    List<ReceiverConfig> receivers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigSection one : section.sections("receivers")) {
      @Nullable ReceiverConfig receiver = ReceiverConfig.read(one);
      if (receiver != null && !names.add(receiver.name())) {
        one.problem("name", "expected a name that no other has, found '" + receiver.name() + "'");
      } else if (receiver != null) {
        receivers.add(receiver);
      }
    }
    section.rejectUnknownKeys();
    return new AlertConfig(policy, receivers);
  }
}
