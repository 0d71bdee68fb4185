package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.session.Call;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import dev.botflow.simulator.model.ProcessingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acceptance scenarios: signed webhook bytes in over HTTP, send bodies out that Sinch accepted. */
class WholePathTest {
  private static final String ANA = "447700900201";

  @TempDir
  private Path scratch;

  @Test
  void v01NewContactOnWhatsAppInOfficeHoursGetsTheCardAndThreeChoices() {
    try (Stage stage = Stage.of(Bots.acceptance(), scratch)) {
      // When
      Stage.Reply reply = stage.says("WHATSAPP", ANA, "hi");

      // Then
      assertThat(reply.rule()).isEqualTo("R10");
      assertThat(reply.flow()).isEqualTo("welcome");
      assertThat(reply.waitingAt()).isEqualTo("welcome.topic");
      assertThat(reply.messages().get(0)).isEqualTo(Stage.json("""
                  {"card_message": {"title": "Leaf & Co", "description": "Hi there! Fern here.",
                    "media_message": {"url": "https://leaf.example/logo.png"}}}
                  """));
      assertThat(reply.messages().get(1))
          .isEqualTo(choices(postbacks(reply.messages().get(1))));
      assertThat(postbacks(reply.messages().get(1)))
          .doesNotHaveDuplicates()
          .allMatch(data -> data.length() >= 20);
      assertThat(reply.bodies()).hasSize(2).allSatisfy(body -> addressed(body, reply, "WHATSAPP"));
    }
  }

  private static JsonNode choices(List<String> postbacks) {
    return Stage.json("""
        {"choice_message": {"text_message": {"text": "What do you need?"}, "choices": [
          {"text_message": {"text": "Track order"}, "postback_data": "%s"},
          {"text_message": {"text": "Plant advice"}, "postback_data": "%s"},
          {"text_message": {"text": "A person"}, "postback_data": "%s"}]}}
        """.formatted(postbacks.toArray()));
  }

  private static List<String> postbacks(JsonNode message) {
    return message.path("choice_message").findValuesAsText("postback_data");
  }

  private static void addressed(JsonNode body, Stage.Reply reply, String channel) {
    assertThat(body.path("app_id").asText()).isEqualTo(Platform.APP);
    assertThat(body.path("recipient"))
        .isEqualTo(Stage.json("{\"contact_id\": \"" + reply.sent().get(0).contactId() + "\"}"));
    assertThat(body.path("channel_priority_order")).isEqualTo(Stage.json("[\"" + channel + "\"]"));
  }

  @Test
  void v02EachChannelGetsAFlowOfItsOwnAndSmsOnePlainText() {
    try (Stage stage = Stage.of(Bots.acceptance(), scratch)) {
      // When
      Stage.Reply sms = stage.says("SMS", ANA, "hi");
      Stage.Reply messenger = stage.says("MESSENGER", "7000000000000201", "hi");
      Stage.Reply telegram = stage.says("TELEGRAM", "900000201", "hi");

      // Then
      assertThat(List.of(sms, messenger, telegram))
          .extracting(Stage.Reply::rule)
          .containsExactly("R12", "R13", "R14");
      assertThat(List.of(sms, messenger, telegram))
          .extracting(Stage.Reply::flow)
          .containsExactly("welcome_text", "welcome_social", "welcome_app");
      assertThat(sms.messages()).containsExactly(text("welcome_text"));
      assertThat(messenger.messages()).containsExactly(text("welcome_social"));
      assertThat(telegram.messages()).containsExactly(text("welcome_app"));
      assertThat(sms.bodies()).allSatisfy(body -> addressed(body, sms, "SMS"));
    }
  }

  private static JsonNode text(String text) {
    return Stage.json("{\"text_message\": {\"text\": \"" + text + "\"}}");
  }

  /** The eleven channel values of the platform our users come from. */
  static final List<String> ELEVEN = List.of(
      "CHANNEL_UNSPECIFIED",
      "WHATSAPP",
      "RCS",
      "SMS",
      "MESSENGER",
      "VIBER",
      "VIBERBM",
      "MMS",
      "TELEGRAM",
      "LINE",
      "INSTAGRAM");

  @Test
  void v04EachOfTheElevenChannelValuesIsACellOfItsOwn() {
    Path bot =
        Bots.of(scratch.resolve("bot"), "bot.yaml", "bot: eleven\n", "routing.csv", elevenRows());
    ELEVEN.forEach(
        channel -> Bots.of(bot, "flows/" + channel + ".yaml", oneSay("flow_" + channel)));
    Bots.of(bot, "flows/rest.yaml", oneSay("flow_rest"));
    List<String> channels = new ArrayList<>(ELEVEN);
    channels.add("KAKAOTALK");

    try (Stage stage = Stage.of(bot, scratch, settings -> settings.channels(channels))) {
      for (String channel : ELEVEN) {
        // When
        Stage.Reply reply =
            stage.says(channel, "447700900" + (300 + ELEVEN.indexOf(channel)), "hi");

        // Then
        assertThat(reply.rule()).isEqualTo("C" + ELEVEN.indexOf(channel));
        assertThat(reply.messages()).containsExactly(text("flow_" + channel));
      }
      assertThat(stage.says("KAKAOTALK", "821000000399", "hi").rule()).isEqualTo("REST");
    }
  }

  /** WhatsApp's cell is in small letters. VIBER in capitals is that channel alone, though people's "Viber" means both. */
  static String elevenRows() {
    StringBuilder rows =
        new StringBuilder("Rule,What happened,Channel,Go to flow,During a question\n");
    for (String channel : ELEVEN) {
      String cell = channel.equals("WHATSAPP") ? "whatsapp" : channel;
      rows.append(
          "C" + ELEVEN.indexOf(channel) + ",message," + cell + ",flow_" + channel + ",wait\n");
    }
    return rows.append("REST,message,,flow_rest,wait\n").toString();
  }

  static String oneSay(String flow) {
    return "flow: " + flow + "\nsteps:\n- { id: say, say: " + flow + " }\n";
  }

  private static final String NAMES =
      "{internal.sinchConversationAPI.channelIdentifier}|{internal.sinchConversationAPI.channelIdentity}|"
          + "{internal.sinchConversationAPI.contactId}|{internal.sinchConversationAPI.appId}|"
          + "{internal.sinchConversationAPI.conversationId}";

  static Path fiveNames(Path folder) {
    return Bots.of(
        folder,
        "bot.yaml",
        "bot: names\n",
        "routing.csv",
        """
        Rule,What happened,internal.sinchConversationAPI.channelIdentifier,Go to flow,During a question
        N1,message,WHATSAPP,names,wait
        N2,message,,other,wait
        """,
        "flows/names.yaml",
        """
        flow: names
        steps:
        - { id: all, say: "%s" }
        - id: which
          branch:
          - when:
              internal.sinchConversationAPI.channelIdentifier: WHATSAPP
              internal.sinchConversationAPI.channelIdentity: starts with 4477
              internal.sinchConversationAPI.appId: "%s"
              internal.sinchConversationAPI.contactId: is known
              internal.sinchConversationAPI.conversationId: is known
            next: kept
          - { else: dispatch }
        - { id: kept, say: "kept", next: end }
        - { id: dispatch, say: "no contact", next: end }
        """.formatted(NAMES, Platform.APP),
        "flows/other.yaml",
        oneSay("other"));
  }

  @Test
  void v05TheFivePlatformNamesWorkInTextsConditionsAndColumns() {
    try (Stage stage = Stage.of(fiveNames(scratch.resolve("bot")), scratch)) {
      // When
      Stage.Reply whatsApp = stage.says("WHATSAPP", ANA, "hi");
      Stage.Reply sms = stage.says("SMS", ANA, "hi");

      // Then
      String names = "WHATSAPP|" + ANA + "|" + whatsApp.sent().get(0).contactId() + "|"
          + Platform.APP + "|" + whatsApp.sent().get(0).conversationId();
      assertThat(whatsApp.texts()).containsExactly(names, "kept");
      assertThat(whatsApp.trace()).extracting(TraceEntry::what).doesNotContain("warning");
      assertThat(sms.rule()).isEqualTo("N2");
    }
  }

  @Test
  void v05AnAbsentNameRendersEmptyWarnsAndBreaksNothing() {
    try (Stage stage = Stage.of(
        fiveNames(scratch.resolve("bot")),
        scratch,
        settings -> settings.mode(ProcessingMode.DISPATCH))) {
      // When
      Stage.Reply reply = stage.says("WHATSAPP", ANA, "hi");

      // Then
      assertThat(reply.texts())
          .containsExactly("WHATSAPP|" + ANA + "||" + Platform.APP + "|", "no contact");
      assertThat(new Trace(reply.trace()).of(TraceEntry.Absent.class))
          .extracting(TraceEntry.Absent::absent)
          .containsExactly(
              "internal.sinchConversationAPI.contactId",
              "internal.sinchConversationAPI.conversationId");
      assertThat(reply.answer().first().outcome().word()).isEqualTo("handled");
    }
  }

  @Test
  void v06AnOfferedButtonAnswersTheQuestion() {
    try (Stage stage = Stage.of(Bots.acceptance(), scratch)) {
      // Given
      stage.says("WHATSAPP", ANA, "hi");

      // When
      Stage.Reply reply = stage.taps("WHATSAPP", ANA, "Track order");

      // Then
      assertThat(reply.decision()).isEqualTo("answer");
      assertThat(reply.rule()).isNull();
      assertThat(reply.messages())
          .containsExactly(text("Your order number? It looks like LC-123456."));
      assertThat(reply.waitingAt()).isEqualTo("welcome.number");
      assertThat(stage.session(reply.key()).runs().get(0).top().variables())
          .containsEntry("topic", "track");
    }
  }

  @Test
  void v07AWrongNumberIsAskedAgainAndTheRightOneIsLookedUpOnce() {
    try (Stage stage = Stage.of(Bots.acceptance(), scratch)) {
      // Given
      stage.says("WHATSAPP", ANA, "hi");
      stage.taps("WHATSAPP", ANA, "Track order");

      // When
      Stage.Reply wrong = stage.says("WHATSAPP", ANA, "12");
      Stage.Reply right = stage.says("WHATSAPP", ANA, "lc-004217 ");

      // Then
      assertThat(wrong.messages()).containsExactly(text("That is not like LC-123456."));
      assertThat(right.answer().calls())
          .filteredOn(call -> call.kind() == Call.Kind.ACTION)
          .singleElement()
          .satisfies(call -> {
            assertThat(call.name()).isEqualTo("shop.findOrder");
            assertThat(call.arguments()).isEqualTo(Map.of("number", "LC-004217"));
          });
      assertThat(right.texts()).containsExactly("A colleague joins shortly.");
    }
  }

  @Test
  void v10TheFirstTrueBranchWinsAndAMissingValueIsFalse() {
    // Given
    Map<String, String> branches = new LinkedHashMap<>();
    branches.put("gold 150 vip", "first");
    branches.put("gold 150 nobody", "first");
    branches.put("gold 50 vip", "first");
    branches.put("gold 50 nobody", "second");
    branches.put("tin 150 vip", "first");
    branches.put("tin 150 nobody", "third");
    branches.put("tin 50 vip", "first");
    branches.put("tin 50 nobody", "third");
    branches.put("gold nothing vip", "first");
    branches.put("gold nothing nobody", "second");

    try (Stage stage = Stage.of(AcceptanceBots.branching(scratch), scratch)) {
      // When
      Map<String, String> said = new LinkedHashMap<>();
      for (String text : branches.keySet()) {
        said.put(text, String.join(", ", stage.says("WHATSAPP", ANA, text).texts()));
      }

      // Then
      assertThat(said).isEqualTo(branches);
    }
  }

  @Test
  void v14MissesInARowGetThreeAnswersAndAnUnderstoodMessageBeginsAnew() {
    try (Stage stage = Stage.of(AcceptanceBots.notUnderstood(scratch), scratch)) {
      // When
      Stage.Reply first = stage.says("WHATSAPP", ANA, "purple");
      Stage.Reply second = stage.says("WHATSAPP", ANA, "green");
      Stage.Reply understood = stage.says("WHATSAPP", ANA, "menu");
      Stage.Reply again = stage.says("WHATSAPP", ANA, "blue");
      stage.says("WHATSAPP", ANA, "red");
      Stage.Reply third = stage.says("WHATSAPP", ANA, "black");

      // Then
      assertThat(first.messages()).containsExactly(text("Sorry?"));
      assertThat(second.messages()).containsExactly(text("Still not: write MENU."));
      assertThat(understood.messages()).containsExactly(text("The menu."));
      assertThat(again.messages()).containsExactly(text("Sorry?"));
      assertThat(third.messages()).containsExactly(text("A colleague helps."));
      assertThat(third.answer().calls())
          .extracting(Call::kind, Call::name)
          .containsExactly(org.assertj.core.api.Assertions.tuple(Call.Kind.DESK, "lost"));
    }
  }

  @Test
  void v17ACalledFlowAsksAndComesBackWithItsDeclaredResultAlone() {
    try (Stage stage = Stage.of(AcceptanceBots.calling(scratch), scratch)) {
      // Given
      stage.says("WHATSAPP", ANA, "hi");

      // When
      Stage.Reply plant = stage.taps("WHATSAPP", ANA, "Plant advice");
      Stage.Reply light = stage.says("WHATSAPP", ANA, "fern");
      Stage.Reply back = stage.says("WHATSAPP", ANA, "bright");

      // Then
      assertThat(plant.waitingAt()).isEqualTo("plant_advice.plant");
      assertThat(light.messages()).containsExactly(text("How much light?"));
      assertThat(back.messages())
          .containsExactly(
              text("Water the fern on Mondays. Light: bright."),
              text("Bye. Plant fern, light unseen, tip unseen."));
      assertThat(back.waitingAt()).isNull();
    }
  }

  @Test
  void v18AContactWhoReadsDutchGetsDutchTextsAndLabels() {
    try (Stage stage = Stage.of(AcceptanceBots.dutch(scratch), scratch)) {
      // Given
      String contact = stage.says("WHATSAPP", ANA, "hi").sent().get(0).contactId();
      String update = """
          {"app_id": "%s", "project_id": "%s", "accepted_time": "2026-03-02T09:00:00Z",
           "contact_update_notification": {"contact": {"id": "%s", "language": "NL", "channel_identities": [
             {"channel": "WHATSAPP", "identity": "%s", "app_id": ""}]}}}
          """.formatted(Platform.APP, Platform.PROJECT, contact, ANA);
      assertThat(Stage.settled(stage.sinch().injectBody(update)).accepted()).isTrue();

      // When
      Stage.Reply asked = stage.says("WHATSAPP", ANA, "menu");
      Stage.Reply bye = stage.taps("WHATSAPP", ANA, "Pakje volgen");

      // Then
      assertThat(asked.texts()).containsExactly("Hallo.", "Waarmee kunnen we helpen?");
      assertThat(asked.messages().get(1).at("/choice_message/choices").findValuesAsText("text"))
          .containsExactly("Pakje volgen", "Een collega");
      assertThat(bye.messages()).containsExactly(text("Bye."));
      assertThat(Bots.findings(AcceptanceBots.dutch(scratch.resolve("again"))))
          .singleElement()
          .asString()
          .startsWith("texts.csv: nl: expected a text for every key, but ")
          .contains(", menu.bye and ");
    }
  }

  @Test
  void v16OptInOnViberBusinessIsGreetedOneThatFailedIsNot() throws IOException {
    try (Stage stage = Stage.of(Bots.acceptance(), scratch)) {
      // When
      Stage.Reply succeeded = stage.reply(stage.sinch().injectOptIn("VIBERBM", "447700900216"));
      Stage.Reply failed =
          stage.posts(Files.readString(Path.of("events/viberbm-opt-in-failed.json")));

      // Then
      assertThat(succeeded.rule()).isEqualTo("R04");
      assertThat(succeeded.messages()).containsExactly(text("viber_hello"));
      assertThat(succeeded.bodies()).allSatisfy(body -> addressed(body, succeeded, "VIBERBM"));
      assertThat(failed.sent()).isEmpty();
      assertThat(failed.decision()).isEqualTo("ignore");
      assertThat(failed.trace()).extracting(TraceEntry::what).contains("ignored");
      assertThat(stage.sinch().sentMessages()).hasSize(1);
    }
  }

  @Test
  void v16TypingSendsNothingAndUsesNoAttempt() {
    try (Stage stage = Stage.of(Bots.acceptance(), scratch)) {
      // Given
      stage.says("WHATSAPP", ANA, "hi");

      // When
      Stage.Reply typing = stage.reply(stage.sinch().injectTyping("WHATSAPP", ANA));

      // Then
      assertThat(typing.sent()).isEmpty();
      assertThat(typing.decision()).isEqualTo("ignore");
      assertThat(typing.trace()).extracting(TraceEntry::what).contains("ignored");
      assertThat(stage.session(typing.key()).openQuestion())
          .isInstanceOfSatisfying(
              Wait.ForAnswer.class, wait -> assertThat(wait.attempts()).isZero());
      assertThat(typing.waitingAt()).isEqualTo("welcome.topic");
    }
  }
}
