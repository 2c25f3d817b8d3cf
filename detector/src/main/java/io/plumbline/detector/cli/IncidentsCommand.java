package io.plumbline.detector.cli;

import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.IncidentStore;
import io.plumbline.detector.store.RefusedActionException;
import io.plumbline.detector.store.StoredIncident;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code detector incidents}. */
@Command(
    name = "incidents",
    description = {
      "Lists incidents, shows one, notes that somebody looks after it, or closes it.",
      "Who did what is kept with the incident. A running monitor follows by itself: what is odd"
          + " after an incident was closed is a new one."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector incidents                        those of the last day",
      "  detector incidents list --status open --json",
      "  detector incidents show 3f2a              how its id begins is enough",
      "  detector incidents ack 3f2a --note 'looking at the database'",
      "  detector incidents close 3f2a --by eve --note 'rolled back'"
    })
final class IncidentsCommand implements Callable<Integer> {
  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final Which which = new Which();

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print JSON, a line an incident, instead of text")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;
  private final InstantSource clock;

  IncidentsCommand(InstantSource clock) {
    this.clock = clock;
  }

  /** Which incidents are listed. */
  static final class Which {
    private enum Status {
      OPEN,
      CLOSED,
      ALL
    }

    @Option(
        names = "--status",
        paramLabel = "STATUS",
        defaultValue = "all",
        description = "List those: open, closed or all (default: ${DEFAULT-VALUE})")
    private Status status = Status.ALL;

    @Option(
        names = "--last",
        paramLabel = "LENGTH",
        defaultValue = "24h",
        description = "List those open at some time since then (default: ${DEFAULT-VALUE})")
    private Duration last = Duration.ofHours(24);

    private @Nullable String only() {
      return status == Status.ALL ? null : status.name().toLowerCase(Locale.ROOT);
    }
  }

  /** One incident. */
  static final class One {
    @Parameters(paramLabel = "ID", description = "The incident's id, or how only that one begins")
    private String id = "";
  }

  /** Who does something about an incident, and what there is to say. */
  static final class Deed {
    @Option(
        names = "--by",
        paramLabel = "NAME",
        defaultValue = "${sys:user.name}",
        description = "Who does it (default: the user of this machine)")
    private String by = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "What there is to say about it")
    private String note = "";
  }

  /** What is to be done with the store. */
  private interface Work {
    void on(IncidentStore incidents, Console console)
        throws IOException, RefusedActionException, CommandFailedException;
  }

  private int with(Work work) throws Exception {
    Console console = Console.of(spec);
    try (ElasticsearchConnection connection = store.connect()) {
      work.on(new IncidentStore(new Documents(connection)), console);
    }
    return 0;
  }

  @Override
  public Integer call() throws Exception {
    return list(which);
  }

  @Command(
      name = "list",
      description = "Lists incidents, the latest first.",
      mixinStandardHelpOptions = true)
  int list(@Mixin Which listed) throws Exception {
    return with((incidents, console) -> list(listed, incidents, console));
  }

  @Command(
      name = "show",
      description = "Says all that is known of an incident, and who did what about it.",
      mixinStandardHelpOptions = true)
  int show(@Mixin One one) throws Exception {
    return with((incidents, console) -> show(incidents, incidents.find(one.id), console));
  }

  @Command(
      name = "ack",
      description = "Notes that somebody looks after an incident.",
      mixinStandardHelpOptions = true)
  int acknowledge(@Mixin One one, @Mixin Deed deed) throws Exception {
    return with((incidents, console) ->
        tell(act(incidents::acknowledge, one, deed), "acknowledged", console));
  }

  @Command(
      name = "close",
      description = "Closes an incident; what is odd after that is a new one.",
      mixinStandardHelpOptions = true)
  int close(@Mixin One one, @Mixin Deed deed) throws Exception {
    return with((incidents, console) -> tell(act(incidents::close, one, deed), "closed", console));
  }

  private void list(Which listed, IncidentStore incidents, Console console) throws IOException {
    String only = listed.only();
    List<StoredIncident> found = incidents.list(only, clock.instant().minus(listed.last));
    if (json) {
      found.forEach(incident -> console.print(text(incident)));
    } else {
      IncidentText.table(found).forEach(console::print);
    }
    if (found.isEmpty()) {
      console.note("There is no " + (only == null ? "" : only + " ") + "incident of that time");
    }
    if (found.size() == IncidentStore.LISTED_MAX) {
      console.note("Only the latest " + found.size() + " are listed: take a shorter --last");
    }
  }

  private void show(IncidentStore incidents, StoredIncident incident, Console console)
      throws IOException {
    IncidentText text =
        new IncidentText(incident, incidents.evidence(incident), incidents.trail(incident));
    if (json) {
      ObjectNode node = JsonMapper.shared().createObjectNode();
      text.write(node);
      console.print(node.toString());
    } else {
      text.card(clock.instant()).forEach(console::print);
    }
  }

  /** Acknowledging or closing. */
  private interface Act {
    StoredIncident on(String id, String by, String note, Instant at)
        throws IOException, RefusedActionException;
  }

  private StoredIncident act(Act act, One one, Deed deed)
      throws IOException, RefusedActionException, CommandFailedException {
    try {
      return act.on(one.id, deed.by, deed.note, clock.instant());
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException("--by, --note: " + e.getMessage());
    }
  }

  private void tell(StoredIncident incident, String done, Console console) {
    console.print(
        json
            ? text(incident)
            : "Incident " + incident.id() + " of " + incident.cause() + " " + done);
  }

  private static String text(StoredIncident incident) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    incident.write(node);
    return node.toString();
  }
}
