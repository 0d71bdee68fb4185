package dev.botflow.table.sheet;

import dev.botflow.cell.CellParser.Kind;
import dev.botflow.text.TextFold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns a routing table may have: those every bot has, the platform's fact names, and the bot's host facts. */
public final class Columns {
  public static final String RULE = "Rule";
  public static final String HAPPENED = "What happened";
  public static final String CHANNEL = "Channel";
  public static final String CUSTOMER = "Customer is";
  static final String AT = "At";
  public static final String FLOW = "Go to flow";
  public static final String WITH = "With";
  public static final String DURING = "During a question";
  public static final String SHARE = "Share %";
  public static final String ACTIVE = "Active";
  static final String OWNER = "Owner";
  static final String WHY = "Why";
  static final String LAST_FLOW = "Last flow";

  private static final String PLATFORM = "internal.sinchConversationAPI.";

  private final Map<String, Column> byHeader = new LinkedHashMap<>();
  private final List<String> headers = new ArrayList<>();

  /** @param factLabels host facts by their label */
  public Columns(Map<String, String> factLabels) {
    fixed();
    optional();
    platform();
    factLabels.forEach((label, fact) -> add(Column.test(label, Subject.named(fact), Kind.ANY)));
  }

  private void fixed() {
    add(Column.of(RULE, Column.Role.RULE));
    add(Column.of(HAPPENED, Column.Role.HAPPENED, Subject.What.HAPPENED));
    add(Column.of(CHANNEL, Column.Role.CHANNEL, Subject.What.CHANNEL));
    add(Column.test("Says", Subject.of(Subject.What.SAYS), Kind.TEXT));
    add(Column.of(CUSTOMER, Column.Role.CUSTOMER, Subject.What.CUSTOMER));
    add(Column.of(AT, Column.Role.AT));
    add(Column.of(FLOW, Column.Role.FLOW));
    add(Column.of(WITH, Column.Role.WITH));
    add(Column.of(DURING, Column.Role.DURING));
    add(Column.of(WHY, Column.Role.NOTE));
  }

  private void optional() {
    add(Column.test("App", Subject.of(Subject.What.APP), Kind.TEXT));
    add(Column.test("Language", Subject.of(Subject.What.LANGUAGE), Kind.TEXT));
    add(Column.test("Country", Subject.of(Subject.What.COUNTRY), Kind.TEXT));
    add(Column.test("Postback", Subject.of(Subject.What.POSTBACK), Kind.TEXT));
    add(Column.test("Intent", Subject.of(Subject.What.INTENT), Kind.TEXT));
    add(Column.test("Delivery reason", Subject.of(Subject.What.DELIVERY_REASON), Kind.TEXT));
    add(Column.test("Contact tag", Subject.of(Subject.What.TAGS), Kind.TEXT));
    add(Column.test(LAST_FLOW, Subject.of(Subject.What.LAST_FLOW), Kind.TEXT));
    add(Column.test("Misses", Subject.of(Subject.What.MISSES), Kind.NUMBER));
    add(Column.of("Valid from", Column.Role.FROM));
    add(Column.of("Valid until", Column.Role.UNTIL));
    add(Column.of(SHARE, Column.Role.SHARE));
    add(Column.of(ACTIVE, Column.Role.ACTIVE));
    add(Column.of(OWNER, Column.Role.NOTE));
    byHeader.put("share", Column.of(SHARE, Column.Role.SHARE));
    byHeader.put("share%", Column.of(SHARE, Column.Role.SHARE));
  }

  private void platform() {
    add(Column.of(PLATFORM + "channelIdentifier", Column.Role.CHANNEL, Subject.What.CHANNEL));
    add(Column.test(PLATFORM + "appId", Subject.of(Subject.What.APP), Kind.TEXT));
    add(Column.test("app_id", Subject.of(Subject.What.APP), Kind.TEXT));
    named("channelIdentity", "identity");
    named("contactId", "contact_id");
    named("conversationId", "conversation_id");
  }

  private void named(String name, String alias) {
    add(Column.test(PLATFORM + name, Subject.named(PLATFORM + name), Kind.TEXT));
    add(Column.test(alias, Subject.named(PLATFORM + name), Kind.TEXT));
  }

  private void add(Column column) {
    if (byHeader.putIfAbsent(TextFold.fold(column.header()), column) == null) {
      headers.add(column.header());
    }
  }

  /** The column of a header in any letter case; empty if no table has one. */
  public Optional<Column> find(String header) {
    return Optional.ofNullable(byHeader.get(TextFold.fold(header)));
  }

  /** All headers, for suggestions. */
  public List<String> headers() {
    return headers;
  }
}
