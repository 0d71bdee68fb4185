package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.HostEvent;
import dev.botflow.session.TraceEntry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a set step makes of a variable, operation by operation. */
class SetStepTest {
  private static final String BROKEN = "flow: broken\nsteps:\n- { id: b, say: 'Something broke.' }";

  /** A talk with a flow of these set steps, after its first message. */
  private static Talk after(String... assignments) {
    StringBuilder flow = new StringBuilder("flow: f\nsteps:\n");
    for (int i = 0; i < assignments.length; i++) {
      flow.append("- { id: s")
          .append(i)
          .append(", set: { ")
          .append(assignments[i])
          .append(" } }\n");
    }
    Talk talk = Talk.with(
        new PlainRouter("f"),
        "error_occurred: broken\n",
        flow.append("- { id: end, say: Done. }").toString(),
        BROKEN);
    talk.says("hi");
    return talk;
  }

  private static List<String> said(Talk talk) {
    return talk.last().messages().stream()
        .map(message -> message.message().readable())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'{ lower: \" Ana BO \" }',' ana bo '",
    "'{ upper: \" Ana Bo \" }',' ANA BO '",
    "'{ trim: \" Ana Bo \" }','Ana Bo'",
    "'{ default: Ana }','Ana'"
  })
  void worksOnWhatItIsGiven(String operation, String result) {
    assertThat(after("session.x: " + operation).session().variables()).containsEntry("x", result);
  }

  @ParameterizedTest
  @CsvSource({
    "'{ lower: }','ana bo '",
    "'{ upper: }','ANA BO '",
    "'{ trim: }','Ana Bo'",
    "'{ default: Other }','Ana Bo '"
  })
  void worksOnTheVariableWhereItIsGivenNothing(String operation, String result) {
    Talk talk = after("session.x: 'Ana Bo '", "session.x: " + operation);

    assertThat(talk.session().variables()).containsEntry("x", result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lower", "upper", "trim"})
  void makesAnEmptyTextOfWhatIsAbsent(String operation) {
    assertThat(after("session.x: { " + operation + ": }").session().variables())
        .containsEntry("x", "");
  }

  @Test
  void takesTheDefaultInThePlaceOfAnEmptyText() {
    assertThat(after("session.x: ''", "session.x: { default: Ana }").session().variables())
        .containsEntry("x", "Ana");
  }

  @Test
  void notesTheMomentOfTheEvent() {
    assertThat(after("session.x: { now: }").session().variables())
        .containsEntry("x", "2026-03-02T09:00:00Z");
  }

  @Test
  void takesAVariableOutThatIsSetToNothing() {
    Talk talk = after("session.x: Ana, contact.y: Bo", "session.x: '{none}', contact.y: '{none}'");

    assertThat(talk.session().variables()).isEmpty();
    assertThat(talk.session().contact()).isEmpty();
    assertThat(talk.last().trace()).contains(new TraceEntry.Absent("f", "s1", "none"));
  }

  // Lists.

  @Test
  void appendsToAListToOneValueAndToNothing() {
    Talk talk = after(
        "session.none: { append: a }",
        "session.one: x, session.many: { append: a }",
        "session.one: { append: y }, session.many: { append: b }",
        "session.many: { append: '{none}' }");

    assertThat(talk.session().variables())
        .containsEntry("none", List.of("a"))
        .containsEntry("one", List.of("x", "y"))
        .containsEntry("many", List.of("a", "b"));
  }

  // Numbers.

  @ParameterizedTest
  @CsvSource({"'', 1, 1", "2, 1, 3", "' 2 ', -5, -3", "2.50, 1, 3.50"})
  void addsToANumberHoweverItIsWritten(String before, String added, BigDecimal sum) {
    Talk talk = after("session.x: '" + before + "'", "session.x: { add: '" + added + "' }");

    assertThat(talk.session().variables()).containsEntry("x", sum);
    assertThat(said(talk)).containsExactly("Done.");
  }

  @Test
  void anAbsentNumberCountsAsZero() {
    assertThat(after("session.x: { add: 1 }").session().variables())
        .containsEntry("x", new BigDecimal("1"));
    assertThat(after("session.x: 2", "session.x: { add: '{none}' }").session().variables())
        .containsEntry("x", new BigDecimal("2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ana", "1e2", "1E2"})
  void failsWhereOneOfTheTwoIsNoNumber(String text) {
    for (String[] steps : new String[][] {
      {"session.x: '" + text + "'", "session.x: { add: 1 }"},
      {"session.x: 1", "session.x: { add: '" + text + "' }"}
    }) {
      Talk talk = after(steps);

      assertThat(said(talk)).containsExactly("Something broke.");
      assertThat(talk.last().trace())
          .contains(TraceEntry.Failed.step(
              "f", "s1", "set session.x: expected a number to add to a number"));
    }
  }

  /** Adds a number that an event of the host's brings to 1. */
  private static Talk addingToOne(BigDecimal number) {
    Talk talk = Talk.with(
        new PlainRouter("f").on("count", "count"),
        "error_occurred: broken\n",
        "flow: count\nsteps:\n- { id: a, set: { session.x: 1 } }\n"
            + "- { id: b, set: { session.x: { add: '{event.n}' } } }\n- { id: end, say: Done. }",
        BROKEN);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("n", number);
    talk.plays(new HostEvent(talk.header(), "count", values));
    return talk;
  }

  @Test
  void addsNumbersUpToFortyPlacesAndEightyDigitsAndNoLarger() {
    List<BigDecimal> largest = List.of(
        new BigDecimal(BigInteger.ONE, 40),
        new BigDecimal(BigInteger.ONE, -40),
        new BigDecimal("9".repeat(80)));
    List<BigDecimal> tooLarge = List.of(
        new BigDecimal(BigInteger.ONE, 41),
        new BigDecimal(BigInteger.ONE, -41),
        new BigDecimal("9".repeat(81)));

    for (BigDecimal number : largest) {
      Talk talk = addingToOne(number);
      assertThat(said(talk)).as("%s", number).containsExactly("Done.");
      assertThat(talk.session().variables()).containsEntry("x", number.add(BigDecimal.ONE));
    }
    for (BigDecimal number : tooLarge) {
      assertThat(said(addingToOne(number))).as("%s", number).containsExactly("Something broke.");
    }
  }

  @Test
  void aTextOfMoreThanFortyFiguresIsNoNumber() {
    String forty = "0".repeat(39) + "2";

    assertThat(after("session.x: '" + forty + "'", "session.x: { add: 1 }")
            .session()
            .variables())
        .containsEntry("x", new BigDecimal("3"));
    assertThat(said(after("session.x: '0" + forty + "'", "session.x: { add: 1 }")))
        .containsExactly("Something broke.");
  }
}
