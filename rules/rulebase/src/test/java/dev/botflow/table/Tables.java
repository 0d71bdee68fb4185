package dev.botflow.table;

import dev.botflow.cell.NamedHours;
import dev.botflow.cell.WeekTimesParser;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.flow.BotSettings;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.read.TableReader;
import dev.botflow.table.sheet.CsvSheet;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.WordLists;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables of a bot with one word list (STOP_WORDS), one shop with hours, one host fact (Plan) and one channel of its own. */
public final class Tables {
  private final Findings findings = new Findings();
  private final TableReader reader = new TableReader(words(), findings);

  public static TableWords words() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("Plan", "plan");
    labels.put("Account age", "account_age");
    BotSettings settings = BotSettings.of("leaf")
        .languages(List.of("en", "nl"))
        .zone(ZoneId.of("Europe/Brussels"))
        .factLabels(labels)
        .extraChannels(List.of(Channel.of("CARRIER_PIGEON")))
        .build();
    Map<String, List<String>> lists = new LinkedHashMap<>();
    lists.put("STOP_WORDS", List.of("stop", "unsubscribe"));
    lists.put("CHATS", List.of("WhatsApp", "Telegram"));
    NamedHours hours = new NamedHours(new LinkedHashMap<>(
        Map.of("shop", WeekTimesParser.parse("Mon-Fri 09:00-17:00", NamedHours.none()))));
    return new TableWords(settings, new WordLists(lists).inLanguages(settings.languages()), hours);
  }

  public Tables read(String text) {
    return read("routing.csv", text.getBytes(StandardCharsets.UTF_8));
  }

  public Tables read(String file, byte[] content) {
    CsvSheet.read(file, content, SheetKind.ROUTING, findings).ifPresent(reader::read);
    return this;
  }

  public List<TableRow> rows() {
    return reader.rows();
  }

  public RoutingTable table() {
    return RoutingTable.of(reader.rows());
  }

  public List<String> sentences() {
    return findings.all().stream().map(Finding::sentence).toList();
  }

  public List<String> codes() {
    return findings.all().stream().map(Finding::code).toList();
  }
}
