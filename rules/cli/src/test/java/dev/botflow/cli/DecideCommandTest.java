package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecideCommandTest {
  private static final String HI = TeaHouse.event("whatsapp-hi.json");
  private static final String SATURDAY = TeaHouse.event("whatsapp-hi-saturday.json");

  @TempDir
  Path folder;

  @Test
  void namesTheRowThatWinsAndWhyTheOthersLost() {
    // When
    Run run = Run.botflow("decide", TeaHouse.BOT, HI, "--json");

    // Then
    assertThat(run)
        .isEqualTo(new Run(
            0,
            "{\"file\":\"src/test/resources/events/whatsapp-hi.json\",\"rule\":\"T10\",\"flow\":\"order\","
                + "\"decision\":\"start\",\"why\":["
                + "{\"rule\":\"T01\",\"column\":\"Says\",\"cell\":\"in STOP_WORDS\",\"found\":\"hi\"},"
                + "{\"rule\":\"T12\",\"column\":\"Channel\",\"cell\":\"SMS\",\"found\":\"WHATSAPP\"},"
                + "{\"rule\":\"T11\",\"column\":\"Customer is\",\"cell\":\"returning\",\"found\":\"new\"}]}\n",
            ""));
  }

  @Test
  void tellsPeopleTheNearestMissesFirst() {
    // When
    Run run = Run.botflow("decide", TeaHouse.BOT, SATURDAY, "--why", "2");

    // Then
    assertThat(run.out())
        .isEqualTo("src/test/resources/events/whatsapp-hi-saturday.json: start, → not_understood\n"
            + "  not T01  Says: expected in STOP_WORDS, but was hi\n"
            + "  not T10  At: expected Mon-Fri 09:00-17:00, but was Sat 12:00\n");
  }

  @Test
  void takesGivenFactsOfSessionAndHost() {
    // Given
    String given = given("{ returning: true, tags: [vip], plan: gold }");

    // When
    Run run =
        Run.botflow("decide", TeaHouse.BOT, SATURDAY, "--given", given, "--json", "--why", "1");

    // Then
    assertThat(run.out())
        .isEqualTo(
            "{\"file\":\"src/test/resources/events/whatsapp-hi-saturday.json\",\"rule\":\"T11\",\"flow\":\"gold\","
                + "\"decision\":\"start\",\"why\":["
                + "{\"rule\":\"T12\",\"column\":\"Channel\",\"cell\":\"SMS\",\"found\":\"WHATSAPP\"}]}\n");
  }

  @Test
  void takesJsonAsGivenToo() {
    // Given
    String given =
        given("{\"returning\": true, \"plan\": \"gold\", \"contact\": {\"name\": \"Ana\"}}");

    // When
    Run run = Run.botflow("decide", TeaHouse.BOT, SATURDAY, "--given", given, "--why", "0");

    // Then
    assertThat(run.out()).isEqualTo(SATURDAY + ": start, T11 → gold\n");
  }

  @Test
  void suppressesForAContactWhoOptedOut() {
    // Given
    String everywhere = given("opted_out: true");

    // When
    Run run =
        Run.botflow("decide", TeaHouse.BOT, HI, "--given", everywhere, "--json", "--why", "0");

    // Then
    assertThat(run.out())
        .isEqualTo(
            "{\"file\":\"src/test/resources/events/whatsapp-hi.json\",\"rule\":\"T10\",\"flow\":\"order\","
                + "\"decision\":\"suppressed\",\"why\":[]}\n");
  }

  @Test
  void suppressesOnTheChannelTheContactOptedOutOf() {
    // Given
    String ofSms = given("opted_out: [SMS]");

    // When
    Run run = Run.botflow("decide", TeaHouse.BOT, HI, "--given", ofSms, "--why", "0");

    // Then
    assertThat(run.out()).isEqualTo(HI + ": start, T10 → order\n");
  }

  @Test
  void isSilentWhileAnAgentIsActive() {
    // Given
    String given = given("agent_active: true");

    // When
    Run run = Run.botflow("decide", TeaHouse.BOT, HI, "--given", given, "--json", "--why", "0");

    // Then
    assertThat(run.out())
        .isEqualTo(
            "{\"file\":\"src/test/resources/events/whatsapp-hi.json\",\"rule\":null,\"flow\":null,"
                + "\"decision\":\"silent\",\"why\":[]}\n");
  }

  @Test
  void decidesAtAnotherTime() {
    // When
    Run run = Run.botflow(
        "decide", TeaHouse.BOT, SATURDAY, "--at", "2026-03-02T10:00:00+01:00", "--why", "0");

    // Then
    assertThat(run.out()).isEqualTo(SATURDAY + ": start, T10 → order\n");
  }

  @Test
  void routesADeliveryReportWithoutAskingWhoseItIs() {
    // When
    Run run =
        Run.botflow("decide", TeaHouse.BOT, TeaHouse.event("whatsapp-failed.json"), "--why", "0");

    // Then
    assertThat(run.out())
        .isEqualTo(TeaHouse.event("whatsapp-failed.json") + ": start, T02 → by_sms\n");
  }

  @Test
  void ignoresWhatConcernsNoContact() {
    // When
    Run run = Run.botflow("decide", TeaHouse.BOT, TeaHouse.event("unknown.json"));

    // Then
    assertThat(run.out())
        .isEqualTo(TeaHouse.event("unknown.json") + ": ignore: the event concerns no contact\n");
  }

  @Test
  void refusesGivenFactsItCannotRead() {
    // Given
    String given = given(
        "returning: maybe\nmisses: -1\ndelivery.reason: UNKNOWN\nagent_active: [true]\ncontact: Ana\n");

    // When
    Run run = Run.botflow("decide", TeaHouse.BOT, HI, "--given", given);

    // Then
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            given + ":1: returning: expected true or false, but was \"maybe\"",
            given + ":2: misses: expected a whole number such as 2, but was \"-1\"",
            given
                + ":3: delivery.reason: expected a fact of the session or the host, but delivery.reason comes with"
                + " the event",
            given + ":4: agent_active: expected true or false, but was a list",
            given + ":5: contact: expected a map of facts, but was \"Ana\"");
  }

  @Test
  void refusesGivenFactsThatAreNoMap() {
    // Given
    String given = given("[vip]");

    // When
    Run run = Run.botflow("decide", TeaHouse.BOT, HI, "--given", given);

    // Then
    assertThat(run)
        .isEqualTo(new Run(2, "", given + ":1: expected a map of facts, but was a list\n"));
  }

  @Test
  void refusesGivenFactsThatAreNotThere() {
    // When
    Run run = Run.botflow("decide", TeaHouse.BOT, HI, "--given", "none.yaml");

    // Then
    assertThat(run)
        .isEqualTo(new Run(
            2, "", "none.yaml: expected a file that can be read, but there is no such file\n"));
  }

  private String given(String text) {
    return TeaHouse.write(folder.resolve("given.yaml"), text);
  }

  @Test
  void refusesGivenNamesThatTheBotNeverAsksAboutAndTakesTheLabelsOfColumns() {
    assertThat(Run.botflow(
                "decide",
                TeaHouse.BOT,
                SATURDAY,
                "--given",
                given("{ plam: gold, retuning: true }"))
            .err())
        .contains(
            "plam: expected a fact that this bot asks about, but was \"plam\" (did you mean \"plan\"?)",
            "retuning: expected a fact that this bot asks about, but was \"retuning\" (did you mean \"returning\"?)");
    assertThat(Run.botflow(
                "decide",
                TeaHouse.BOT,
                SATURDAY,
                "--given",
                given("{ returning: true, Plan: gold }"),
                "--why",
                "0")
            .out())
        .isEqualTo(SATURDAY + ": start, T11 → gold\n");
  }
}
