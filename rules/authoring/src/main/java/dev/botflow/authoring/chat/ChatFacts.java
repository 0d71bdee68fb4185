package dev.botflow.authoring.chat;

import dev.botflow.authoring.io.Columns;
import dev.botflow.authoring.io.Json;
import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.scenario.Player;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code /facts} shows: what the next message of the contact would meet. */
final class ChatFacts {
  private ChatFacts() {}

  static String of(ChatContact contact, Player player, ZoneId zone, Map<String, Object> hostFacts) {
    Session session = player.session(SessionKey.of(contact.context()));
    List<List<String>> rows = new ArrayList<>();
    row(rows, "channel", contact.channel().name());
    row(rows, "time", ChatTime.shown(player.now(), zone));
    row(rows, session.known() ? "returning" : "new", "true");
    row(rows, "misses", session.misses());
    row(rows, "last_flow", session.lastFlow());
    row(rows, "agent_active", session.agentActive());
    row(rows, "opted out", optedOut(session));
    for (Run run : session.runs()) {
      Frame top = run.top();
      row(rows, "open run", top.flow() + "." + top.step());
      run.frames().forEach(frame -> variables(rows, "", frame.variables()));
    }
    variables(rows, "", hostFacts);
    variables(rows, "session.", session.variables());
    variables(rows, "contact.", session.contact());
    return Columns.aligned(rows);
  }

  private static String optedOut(Session session) {
    return session.optedOutOfAll()
        ? "everywhere"
        : session.optedOut().stream().map(Channel::name).collect(Collectors.joining(", "));
  }

  private static void variables(
      List<List<String>> rows, String scope, Map<String, Object> variables) {
    variables.forEach((name, value) -> row(rows, scope + name, Json.value(value)));
  }

  private static void row(List<List<String>> rows, String name, @Nullable Object value) {
    String text = value == null ? "" : Columns.oneLine(value.toString());
    if (!text.isEmpty()) {
      rows.add(List.of("", name, text));
    }
  }
}
