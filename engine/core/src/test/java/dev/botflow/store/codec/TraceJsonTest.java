package dev.botflow.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.Channel;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TraceJsonTest {

  /** Each kind in each form it has, and what stores keep of it. */
  private static Map<TraceEntry, String> stored() {
    Map<TraceEntry, String> stored = new LinkedHashMap<>();
    stored.put(
        new TraceEntry.Routed(
            "R1",
            "f",
            "30 %",
            7,
            List.of(
                new TraceEntry.NearMiss("R2", "Plan", "gold", "***"),
                new TraceEntry.NearMiss("R3", "Says", "hi", null))),
        "routed {`rule`:`R1`,`flow`:`f`,`share`:`30 %`,`version`:7,`why`:["
            + "{`rule`:`R2`,`column`:`Plan`,`cell`:`gold`,`found`:`***`},"
            + "{`rule`:`R3`,`column`:`Says`,`cell`:`hi`}]}");
    stored.put(new TraceEntry.Routed(null, "f"), "routed {`flow`:`f`}");
    stored.put(
        new TraceEntry.Interrupted("R1", "f", "g.q", "30 %"),
        "interrupted {`rule`:`R1`,`flow`:`f`,`at`:`g.q`,`share`:`30 %`}");
    stored.put(
        new TraceEntry.Answered("R1", "f", "s", "yes"),
        "answered {`rule`:`R1`,`flow`:`f`,`step`:`s`,`choice`:`yes`}");
    stored.put(new TraceEntry.Answered(null, "f", "s", null), "answered {`flow`:`f`,`step`:`s`}");
    stored.put(new TraceEntry.Missed("f", "s", 2), "missed {`flow`:`f`,`step`:`s`,`attempt`:2}");
    stored.put(new TraceEntry.StaleButton(), "stale_button {}");
    stored.put(new TraceEntry.Silent("R1", "why"), "silent {`rule`:`R1`,`reason`:`why`}");
    stored.put(new TraceEntry.Ignored(null, "why"), "ignored {`reason`:`why`}");
    stored.put(
        TraceEntry.Suppressed.flow("R1", "f", "why"),
        "suppressed {`rule`:`R1`,`flow`:`f`,`reason`:`why`}");
    stored.put(
        TraceEntry.Suppressed.step("f", "s", "why"),
        "suppressed {`flow`:`f`,`step`:`s`,`reason`:`why`}");
    stored.put(
        TraceEntry.Suppressed.message("m1", "why"), "suppressed {`message`:`m1`,`reason`:`why`}");
    stored.put(new TraceEntry.TimerDue("r1.nudge"), "timer {`timer`:`r1.nudge`}");
    stored.put(
        new TraceEntry.Called("f", "s", "find"), "called {`flow`:`f`,`step`:`s`,`action`:`find`}");
    stored.put(
        new TraceEntry.Completed("f", "s", ActionCompleted.Outcome.TIMEOUT),
        "completed {`flow`:`f`,`step`:`s`,`outcome`:`timeout`}");
    stored.put(
        new TraceEntry.Decided("f", "s", "t", "D1", "lost"),
        "decided {`flow`:`f`,`step`:`s`,`table`:`t`,`rule`:`D1`,`exit`:`lost`}");
    stored.put(
        new TraceEntry.Decided("f", "s", "t", null, "else"),
        "decided {`flow`:`f`,`step`:`s`,`table`:`t`,`exit`:`else`}");
    stored.put(
        new TraceEntry.HandedOver("f", "s", "q", Map.of("topic", "plants")),
        "handover {`flow`:`f`,`step`:`s`,`queue`:`q`,`carried`:{`topic`:`plants`}}");
    stored.put(
        new TraceEntry.HandedOver("f", "s", "q", Map.of()),
        "handover {`flow`:`f`,`step`:`s`,`queue`:`q`,`carried`:{}}");
    stored.put(
        new TraceEntry.DeskClosed("f", "s", "q"),
        "handover {`flow`:`f`,`step`:`s`,`queue`:`q`,`open`:false}");
    stored.put(new TraceEntry.NotSent("m1", "400"), "not_sent {`message`:`m1`,`reason`:`400`}");
    stored.put(new TraceEntry.Resumed("f", "s"), "resumed {`flow`:`f`,`step`:`s`}");
    stored.put(
        new TraceEntry.Ended("f", "s", "why"), "ended {`flow`:`f`,`step`:`s`,`reason`:`why`}");
    stored.put(new TraceEntry.Ended("f", null, "why"), "ended {`flow`:`f`,`reason`:`why`}");
    stored.put(
        new TraceEntry.Expired("f", "s"), "expired {`flow`:`f`,`step`:`s`,`reason`:`expired`}");
    stored.put(new TraceEntry.Merged(3), "merged {`runs`:3}");
    stored.put(
        new TraceEntry.ChannelChanged(Channel.SMS, new Channel("sms")),
        "channel_changed {`channels`:[`SMS`,`sms`]}");
    stored.put(
        new TraceEntry.Absent("f", "s", "name"), "warning {`flow`:`f`,`step`:`s`,`absent`:`name`}");
    stored.put(new TraceEntry.Absent(null, null, "name"), "warning {`absent`:`name`}");
    stored.put(
        new TraceEntry.Warning("f", "s", "why"), "warning {`flow`:`f`,`step`:`s`,`message`:`why`}");
    stored.put(
        TraceEntry.Failed.step("f", "s", "why"), "error {`flow`:`f`,`step`:`s`,`message`:`why`}");
    stored.put(
        new TraceEntry.Failed("R1", "f", null, "why"),
        "error {`rule`:`R1`,`flow`:`f`,`message`:`why`}");
    stored.put(
        new TraceEntry.Loop("f", "s", "why"), "loop {`flow`:`f`,`step`:`s`,`message`:`why`}");
    return stored;
  }

  private static String json(String... entries) {
    return Arrays.stream(entries)
        .map(entry ->
            "{\"what\":\"" + entry.replaceFirst(" ", "\",\"details\":").replace('`', '"') + "}")
        .collect(Collectors.joining(",", "{\"v\":1,\"entries\":[", "]}"));
  }

  @Test
  void writesEachKindAsStoresHaveItAndReadsItBack() {
    stored().forEach((entry, bytes) -> {
      Trace trace = new Trace(List.of(entry));

      assertThat(TraceJson.write(trace)).isEqualTo(json(bytes));
      assertThat(TraceJson.read(json(bytes))).isEqualTo(trace);
    });
  }

  @Test
  void writesEveryKindThereIs() {
    List<Class<?>> kinds = new ArrayList<>(List.of(TraceEntry.class.getPermittedSubclasses()));
    kinds.remove(TraceEntry.StepRan.class);
    kinds.addAll(List.of(TraceEntry.StepRan.class.getPermittedSubclasses()));
    kinds.remove(TraceEntry.Other.class);

    assertThat(stored().keySet().stream().<Class<?>>map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(kinds);
  }

  @Test
  void keepsWhatAnotherVersionWroteAsItIs() {
    String[] foreign = {
      "slept {`flow`:`f`,`for`:1.50}",
      "routed {`rule`:`R1`}",
      "routed {`flow`:`f`,`priority`:1}",
      "routed {`flow`:`f`,`rule`:`R1`}",
      "routed {`flow`:7}",
      "routed {`flow`:`f`,`why`:[`R1`]}",
      "routed {`flow`:`f`,`version`:7.0}",
      "routed {`flow`:`f`,`version`:123456789012345678901234567890}",
      "missed {`flow`:`f`,`step`:`s`,`attempt`:4294967297}",
      "completed {`flow`:`f`,`step`:`s`,`outcome`:`unsure`}",
      "channel_changed {`channels`:[`SMS`]}",
      "channel_changed {`channels`:[`SMS`,``]}",
      "handover {`flow`:`f`,`step`:`s`,`queue`:`q`,`open`:true}",
      "expired {`flow`:`f`,`step`:`s`,`reason`:`asked`}",
      "stale_button {`flow`:`f`}"
    };

    Trace read = TraceJson.read(json(foreign));

    assertThat(read.entries()).hasSize(foreign.length).allMatch(TraceEntry.Other.class::isInstance);
    assertThat(TraceJson.write(read)).isEqualTo(json(foreign));
  }

  @Test
  void takesWholeNumbersOfAnyType() {
    for (Object number : new Object[] {7, 7L, BigDecimal.valueOf(7)}) {
      assertThat(TraceEntry.of("merged", Map.of("runs", number)))
          .isEqualTo(new TraceEntry.Merged(7));
    }
  }

  @Test
  void findsEntriesByTheirKind() {
    TraceEntry.Resumed resumed = new TraceEntry.Resumed("f", "s");
    Trace trace = new Trace(List.of(new TraceEntry.StaleButton(), resumed));

    assertThat(trace.of(TraceEntry.Resumed.class)).containsExactly(resumed);
    assertThat(trace.has(TraceEntry.StaleButton.class)).isTrue();
    assertThat(trace.has(TraceEntry.Missed.class)).isFalse();
  }
}
