package dev.botflow.table.proof;

import dev.botflow.cell.Cell;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.table.Check;
import dev.botflow.table.Customer;
import dev.botflow.table.Phase;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.sheet.Columns;
import dev.botflow.table.sheet.Subject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Messages no row takes, channel by channel. Contacts who opted out are left aside, since most rows are not for them; so is
 * the channel Sinch leaves unspecified.
 */
final class GapProofs {
  private static final String ANY_OTHER = "ANOTHER_CHANNEL";

  private final RoutingTable table;
  private final EventSpace space;
  private final BoxIndex<TableRow> covers;
  private final BitSet takeMessages = new BitSet();

  GapProofs(RoutingTable table, EventSpace space, BoxIndex<TableRow> covers) {
    this.table = table;
    this.space = space;
    this.covers = covers;
    for (TableRow row : table.rows()) {
      takeMessages.set(row.order(), row.takesMessages());
    }
  }

  /** @param at where the table is written */
  void check(Place at, ZoneId zone, Findings findings) {
    Map<String, Gap> gaps = new LinkedHashMap<>();
    for (String channel : channels()) {
      for (KindGroup group : KindGroup.values()) {
        Optional<Counterexample> gap = group.isMessage() ? gap(channel, group) : Optional.empty();
        if (gap.isPresent()) {
          gaps.computeIfAbsent(
                  description(gap.get()), what -> new Gap(gap.get(), new ArrayList<>()))
              .channels()
              .add(channel.equals(ANY_OTHER) ? "any other channel" : channel);
          break;
        }
      }
    }
    gaps.forEach((what, gap) -> findings.add(new Finding(
        Finding.Severity.WARNING,
        "gap",
        at.row(null, Columns.CHANNEL),
        "not every message finds a row on " + String.join(", ", gap.channels()) + ": " + what
            + " fits none",
        gap.first().sample(zone))));
  }

  /** Channels with the same gap, and a message of the first of them that falls into it. */
  private record Gap(Counterexample first, List<String> channels) {}

  private List<String> channels() {
    TreeSet<String> named = new TreeSet<>();
    for (TableRow row : table.rows()) {
      for (RowCell cell : row.cells()) {
        if (cell.check() instanceof Check.Value value
            && value.subject().what() == Subject.What.CHANNEL
            && value.cell() instanceof Cell.AnyOf anyOf) {
          named.addAll(anyOf.words());
        }
      }
    }
    List<String> channels = new ArrayList<>();
    Channel.known().forEach(channel -> channels.add(channel.name()));
    named.stream().filter(name -> !channels.contains(name)).forEach(channels::add);
    channels.remove(Channel.CHANNEL_UNSPECIFIED.name());
    channels.add(ANY_OTHER);
    return channels;
  }

  private Optional<Counterexample> gap(String channel, KindGroup group) {
    ValueClasses[] box = space.box(group);
    int place = space.place(Subject.What.CHANNEL);
    box[place] = box[place].and(space.where(Subject.What.CHANNEL, Cell.AnyOf.of(List.of(channel))));
    int customer = space.place(Subject.What.CUSTOMER);
    box[customer] = box[customer].without(
        space.where(Subject.What.CUSTOMER, Cell.AnyOf.of(List.of(Customer.OPTED_OUT))));
    List<Counterexample> found = new ArrayList<>();
    CoverageSearch.of(
        box, covers.meeting(box, row -> takeMessages.get(row.order())), space.run(), left -> {
          Optional<Counterexample> counterexample = space.counterexample(left);
          boolean gap = counterexample.isPresent() && isGap(counterexample.get());
          if (gap) {
            found.add(counterexample.get());
          }
          return gap;
        });
    return found.stream().findFirst();
  }

  private boolean isGap(Counterexample counterexample) {
    return table.first(Phase.END_IT, counterexample).isEmpty()
        && table.first(Phase.ROUTE, counterexample).isEmpty();
  }

  private static String description(Counterexample counterexample) {
    String kind = counterexample.kind().name();
    String article = kind.equals("other") ? "another message" : "a " + kind;
    String says = counterexample.value(Subject.of(Subject.What.SAYS)) instanceof String text
            && kind.equals("text")
        ? " \"" + text + "\""
        : "";
    boolean isNew =
        counterexample.value(Subject.of(Subject.What.CUSTOMER)) instanceof List<?> customer
            && customer.contains(Customer.NEW);
    return article + says + " of a " + (isNew ? "new" : "returning") + " contact on "
        + counterexample.moment();
  }
}
