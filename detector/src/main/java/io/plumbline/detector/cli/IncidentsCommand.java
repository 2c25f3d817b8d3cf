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
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
  /** What is to be done. */
  private enum Verb {
    LIST,
    SHOW,
    ACK,
    CLOSE
  }

  /** Which incidents are listed. */
  private enum Status {
    OPEN,
    CLOSED,
    ALL
  }

  @Mixin private final StoreOptions store = new StoreOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      defaultValue = "list",
      description = "list, show, ack or close (default: ${DEFAULT-VALUE})")
  private Verb verb = Verb.LIST;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ID",
      description = "The incident, for all but list: its id or how only that one begins")
  private @Nullable String id;

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

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who acknowledges or closes (default: the user of this machine)")
  private String by = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "What there is to say about it")
  private String note = "";

  @Option(names = "--json", description = "Print JSON, a line an incident, instead of text")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;
  private final InstantSource clock;

  IncidentsCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    if (verb == Verb.LIST && id != null) {
      throw wrongUsage("list takes no id: 'detector incidents show " + id + "' shows one");
    }
    if (verb != Verb.LIST && id == null) {
      throw wrongUsage("Say which incident: " + verb.name().toLowerCase(Locale.ROOT) + " ID");
    }
    try (ElasticsearchConnection connection = store.connect()) {
      IncidentStore incidents = new IncidentStore(new Documents(connection));
      if (id == null) {
        list(incidents, console);
        return 0;
      }
      switch (verb) {
        case LIST, SHOW -> show(incidents, incidents.find(id), console, connection);
        case ACK, CLOSE -> tell(act(incidents, id), console, connection);
      }
    }
    return 0;
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private void list(IncidentStore incidents, Console console) throws IOException {
    String only = status == Status.ALL ? null : status.name().toLowerCase(Locale.ROOT);
    List<StoredIncident> found = incidents.list(only, clock.instant().minus(last));
    if (json) {
      for (StoredIncident incident : found) {
        ObjectNode line = JsonMapper.shared().createObjectNode();
        incident.write(line);
        console.print(line.toString());
      }
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

  private void show(
      IncidentStore incidents,
      StoredIncident incident,
      Console console,
      ElasticsearchConnection connection)
      throws IOException {
    IncidentText text =
        new IncidentText(incident, incidents.evidence(incident), incidents.trail(incident));
    if (json) {
      ObjectNode node = connection.json().createObjectNode();
      text.write(node);
      console.print(node.toString());
    } else {
      text.card(clock.instant()).forEach(console::print);
    }
  }

  private StoredIncident act(IncidentStore incidents, String which)
      throws IOException, RefusedActionException, CommandFailedException {
    Instant now = clock.instant();
    try {
      return verb == Verb.ACK
          ? incidents.acknowledge(which, by, note, now)
          : incidents.close(which, by, note, now);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException("--by, --note: " + e.getMessage());
    }
  }

  private void tell(StoredIncident incident, Console console, ElasticsearchConnection connection) {
    if (json) {
      ObjectNode node = connection.json().createObjectNode();
      incident.write(node);
      console.print(node.toString());
      return;
    }
    String done = verb == Verb.ACK ? "acknowledged" : "closed";
    console.print("Incident " + incident.id() + " of " + incident.cause() + " " + done);
  }
}
