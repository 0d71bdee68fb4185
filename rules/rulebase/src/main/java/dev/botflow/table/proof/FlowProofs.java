package dev.botflow.table.proof;

import dev.botflow.cell.Cell;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.error.Sample;
import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.Outbound;
import dev.botflow.message.TemplateMessage;
import dev.botflow.message.Variants;
import dev.botflow.table.Check;
import dev.botflow.table.Customer;
import dev.botflow.table.During;
import dev.botflow.table.Phase;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.sheet.Columns;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.OptWords;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rows and flows are to each other: flows nobody starts, and rows whose flow cannot do what the row asks. */
final class FlowProofs {
  private final RoutingTable table;
  private final Bot bot;
  private final EventSpace space;
  private final Findings findings;
  private final FlowLinks links;
  private final ZoneId zone;
  private final Map<Channel, ValueClasses> channels = new HashMap<>();
  private final Map<String, Map<Channel, Optional<String>>> problems = new HashMap<>();

  FlowProofs(RoutingTable table, Bot bot, EventSpace space, Findings findings) {
    this.table = table;
    this.bot = bot;
    this.space = space;
    this.findings = findings;
    this.links = new FlowLinks(bot);
    this.zone = bot.settings().zone();
  }

  /** Flows that neither a row nor bot.yaml starts, and that no started flow goes on to. */
  void unreached(Sample anyText) {
    Set<String> started = new LinkedHashSet<>();
    table.rows().forEach(row -> started.addAll(links.from(row.flow())));
    started.addAll(links.from(String.valueOf(bot.settings().notUnderstood())));
    started.addAll(links.from(String.valueOf(bot.settings().errorOccurred())));
    for (Flow flow : bot.flows().values()) {
      if (!started.contains(flow.name())) {
        Place place = flow.first().head().place().step(flow.name(), null);
        add(
            "unreached-flow",
            place,
            "expected a row, or another flow that is started, to lead to this flow, but none does",
            anyText);
      }
    }
  }

  /**
   * Rows for failed deliveries whose flow asks on the channel that failed. No row feeds itself: what a flow says that a
   * report began is never routed.
   */
  void failedQuestions() {
    ValueClasses failed = kinds(List.of(EventKind.DELIVERY_FAILED));
    for (TableRow row : table.rows()) {
      Optional<ValueClasses[]> box = boxOf(row, failed);
      if (box.isPresent()) {
        for (Step step : links.steps(row.flow())) {
          if (step.waitsFor() == Step.WaitsFor.ANSWER
              && mayReach(box.get(), step.head().channel())) {
            add(
                "question-after-failure",
                row.place().row(row.id(), Columns.FLOW),
                "the flow asks in step " + step.head().place().flow() + "." + step.id()
                    + " on the channel on which a message was just not delivered, so nobody may ever"
                    + " see the question; name a channel in the step that the row does not take",
                sample(box.get()));
            break;
          }
        }
      }
    }
  }

  /** Rows for contacts who opted out whose flow is not legal, so that it is never heard. */
  void unheard() {
    for (TableRow row : table.rows()) {
      Flow flow = bot.flow(row.flow()).orElse(null);
      boolean told = flow == null
          || flow.legal()
          || flow.steps().values().stream()
              .anyMatch(step -> step.sets().contains("contact.opted_out"));
      if (!told && isForOptedOut(row)) {
        add(
            "not-legal",
            row.place().row(row.id(), Columns.FLOW),
            "the row is for contacts who opted out: expected a flow with \"legal: true\", but "
                + row.flow() + " has none, so nothing is said",
            space.near(row, false).map(one -> one.sample(zone)).orElse(null));
      }
    }
  }

  private static boolean isForOptedOut(TableRow row) {
    for (RowCell cell : row.cells()) {
      if (cell.check() instanceof Check.Value value && value.cell() instanceof Cell.AnyOf words) {
        Subject.What what = value.subject().what();
        if (what == Subject.What.CUSTOMER && words.folded().equals(List.of(Customer.OPTED_OUT))
            || what == Subject.What.HAPPENED
                && words.words().equals(List.of(EventKind.OPT_OUT_SUCCEEDED.name()))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Rows that end what is open at any text: then no row below gets one, and no question an answer. */
  void endsEverything() {
    for (TableRow row : table.rows()) {
      boolean any = row.cells().stream()
          .allMatch(cell -> cell.check() instanceof Check.Value value
              && (value.subject().what() == Subject.What.MESSAGE
                  || value.subject().what() == Subject.What.HAPPENED));
      if (row.during() == During.END_IT
          && any
          && boxOf(row, kinds(List.of(EventKind.TEXT))).isPresent()) {
        add(
            "ends-everything",
            row.place().row(row.id(), Columns.DURING),
            "every text ends what is open and starts " + row.flow()
                + ", since no cell of this row asks what it says; expected a test in the column Says",
            space.near(row, false).map(one -> one.sample(zone)).orElse(null));
      }
    }
  }

  /** Rows that allow a channel on which a message of their flow has no wording, or cannot be sent. */
  void channels(ChannelCatalog catalog) {
    ValueClasses messages = kinds(EventKind.messages());
    for (TableRow row : table.rows()) {
      Optional<ValueClasses[]> box = boxOf(row, messages);
      if (box.isPresent()) {
        channels(row, box.get(), catalog);
      }
    }
  }

  private void channels(TableRow row, ValueClasses[] box, ChannelCatalog catalog) {
    int place = space.place(Subject.What.CHANNEL);
    for (Map.Entry<Channel, Optional<String>> one :
        problems(row.flow(), catalog).entrySet()) {
      if (one.getValue().isPresent() && box[place].meets(channelIs(one.getKey()))) {
        ValueClasses[] here = box.clone();
        here[place] = here[place].and(channelIs(one.getKey()));
        add(
            "flow-not-on-channel",
            row.place().row(row.id(), Columns.CHANNEL),
            "flow " + row.flow() + " cannot run on " + one.getKey() + ", which the row allows: "
                + one.getValue().get(),
            sample(here));
        return;
      }
    }
  }

  /** What keeps a flow from running on each channel; empty where nothing does. */
  private Map<Channel, Optional<String>> problems(String flow, ChannelCatalog catalog) {
    return problems.computeIfAbsent(flow, one -> {
      Map<Channel, Optional<String>> found = new LinkedHashMap<>();
      for (Channel channel : Channel.known()) {
        if (!channel.equals(Channel.CHANNEL_UNSPECIFIED)) {
          found.put(channel, problem(flow, channel, catalog));
        }
      }
      return found;
    });
  }

  private Optional<String> problem(String flow, Channel channel, ChannelCatalog catalog) {
    for (Step step : links.steps(flow)) {
      Channel sent = step.head().channel() == null ? channel : step.head().channel();
      String problem = problem(step.message(), sent, catalog);
      if (problem != null) {
        return Optional.of("step " + step.head().place().flow() + "." + step.id() + " " + problem);
      }
    }
    return Optional.empty();
  }

  private static @Nullable String problem(
      @Nullable Variants message, Channel channel, ChannelCatalog catalog) {
    if (message == null) {
      return null;
    }
    Optional<Outbound> outbound = message.on(channel);
    if (outbound.isEmpty()) {
      return "has no wording for it and no default";
    }
    boolean template = outbound.get() instanceof TemplateMessage;
    return template
            && !catalog.all().isEmpty()
            && !catalog.limits(channel).shows(ChannelLimits.Feature.TEMPLATE)
        ? "sends a template, which this channel does not know"
        : null;
  }

  private boolean mayReach(ValueClasses[] box, @Nullable Channel channel) {
    return channel == null || box[space.place(Subject.What.CHANNEL)].meets(channelIs(channel));
  }

  private ValueClasses channelIs(Channel channel) {
    return channels.computeIfAbsent(
        channel, one -> space.where(Subject.What.CHANNEL, Cell.AnyOf.of(List.of(channel.name()))));
  }

  private ValueClasses kinds(List<EventKind> kinds) {
    return space.where(
        Subject.What.HAPPENED, Cell.AnyOf.of(kinds.stream().map(EventKind::name).toList()));
  }

  private Optional<ValueClasses[]> boxOf(TableRow row, ValueClasses kinds) {
    ValueClasses[] reach = space.reach(row);
    int kind = space.place(Subject.What.HAPPENED);
    reach[kind] = reach[kind].and(kinds);
    for (KindGroup group : KindGroup.values()) {
      ValueClasses[] box = EventSpace.and(reach, space.box(group));
      if (box != null) {
        return Optional.of(box);
      }
    }
    return Optional.empty();
  }

  /** Words that have to end it: with none of them a contact cannot get out. */
  void stopWords(Place at) {
    List<String> open = new ArrayList<>();
    Sample shown = null;
    for (Channel channel : Channel.known()) {
      if (channel.equals(Channel.CHANNEL_UNSPECIFIED)) {
        continue;
      }
      ValueClasses[] box = space.box(KindGroup.TEXT);
      int place = space.place(Subject.What.CHANNEL);
      box[place] = channelIs(channel);
      Optional<Counterexample> counterexample = space.counterexample(box);
      if (counterexample.isPresent()) {
        counterexample.get().value(Subject.of(Subject.What.SAYS), "STOP");
        boolean ends = table.first(Phase.END_IT, counterexample.get()).isPresent();
        if (!ends) {
          open.add(channel.name());
          shown = shown == null ? counterexample.get().sample(zone) : shown;
        }
      }
    }
    if (!open.isEmpty()) {
      add(
          "no-stop-row",
          at.row(null, Columns.DURING),
          "expected a row marked end it that takes the text STOP on every channel, but on "
              + String.join(", ", open) + " none does",
          shown);
    } else {
      optOutWords(at);
    }
  }

  /** Words that people, carriers and regulators use to opt out, and that no row takes. */
  private void optOutWords(Place at) {
    List<String> languages = bot.settings().languages();
    List<String> missed = notTaken(OptWords.out(languages), Channel.WHATSAPP);
    List<String> onSms = notTaken(OptWords.out(languages), Channel.SMS);
    onSms.addAll(notTaken(OptWords.onSms(languages), Channel.SMS));
    onSms.removeAll(missed);
    if (!missed.isEmpty() || !onSms.isEmpty()) {
      add(
          "opt-out-words",
          at.row(null, Columns.DURING),
          "expected a row marked end it for all words people opt out with, but none takes "
              + (missed.isEmpty() ? "" : String.join(", ", missed))
              + (missed.isEmpty() || onSms.isEmpty() ? "" : "; ")
              + (onSms.isEmpty() ? "" : "on SMS " + String.join(", ", onSms))
              + " (in OPT_OUT is a list of all of them)",
          null);
    }
  }

  private List<String> notTaken(Set<String> words, Channel channel) {
    List<String> missed = new ArrayList<>();
    ValueClasses[] box = space.box(KindGroup.TEXT);
    box[space.place(Subject.What.CHANNEL)] = channelIs(channel);
    space.counterexample(box).ifPresent(asked -> {
      for (String word : words) {
        Object said = OptWords.said(word, channel.equals(Channel.SMS), bot.words());
        asked.value(Subject.of(Subject.What.SAYS), said);
        if (table.first(Phase.END_IT, asked).isEmpty()) {
          missed.add(word);
        }
      }
    });
    return missed;
  }

  private @Nullable Sample sample(ValueClasses[] box) {
    return space
        .counterexample(box)
        .map(counterexample -> counterexample.sample(zone))
        .orElse(null);
  }

  private void add(String code, Place place, String message, @Nullable Sample sample) {
    findings.add(new Finding(Finding.Severity.WARNING, code, place, message, sample));
  }
}
