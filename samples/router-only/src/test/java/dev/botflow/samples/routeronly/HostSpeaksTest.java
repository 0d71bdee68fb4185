package dev.botflow.samples.routeronly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.lookup.TracedTurn;
import dev.botflow.message.HostMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.SendResult;
import dev.botflow.message.SendResult.Queued;
import dev.botflow.message.SendResult.Reason;
import dev.botflow.message.SendResult.Refused;
import dev.botflow.message.TemplateMessage;
import dev.botflow.message.TextMessage;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.model.SentMessage;
import dev.botflow.sinch.JdkHttpEndpoint;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.store.DeadLetterFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host speaks by itself: over real HTTP, from a store on disk. */
class HostSpeaksTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String ANA = "447700900401";

  @TempDir
  private Path folder;

  private SinchSimulator sinch;
  private BotFlow botFlow;
  private SinchConnector connector;
  private JdkHttpEndpoint web;

  @BeforeEach
  void start() {
    sinch = SinchSimulator.builder()
        .key(RouterChild.KEY_ID, RouterChild.KEY_SECRET)
        .channels("SMS", "WHATSAPP", "RCS")
        .start();
    open();
  }

  private void open() {
    web = JdkHttpEndpoint.open(0, "/sinch");
    botFlow = RouterOnly.open(Path.of("bot"), folder.resolve("store.db"), new Dialogues());
    SinchConfig config = SinchConfig.of(
            sinch.projectId(), sinch.appId(), RouterChild.KEY_ID, RouterChild.KEY_SECRET, Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
        .channelProperties(Map.of("SMS_SENDER", "447700900000"))
        .webhook(web.url().toString(), "host-speaks");
    connector = SinchConnector.connect(config, botFlow);
    web.serve(connector);
  }

  private void close() {
    web.close();
    connector.close();
    botFlow.close();
  }

  @AfterEach
  void stop() {
    close();
    sinch.close();
  }

  /** Ana writes, and is answered. */
  private ChannelContext met(String channel, String text) {
    int before = sinch.sentMessages().size();
    sinch.injectMessage(channel, ANA, text).join();
    List<SentMessage> sent = awaitSent(before + 1);
    return new ChannelContext(
        Channel.of(channel), null, sent.get(before).contactId(), sinch.appId(), null, null);
  }

  private List<SentMessage> awaitSent(int messages) {
    await().atMost(PATIENCE).until(() -> sinch.sentMessages().size() >= messages);
    return sinch.sentMessages();
  }

  private List<String> texts() {
    return sinch.sentMessages().stream().map(SentMessage::text).toList();
  }

  private static Refused refused(Reason reason, String problem) {
    return new Refused(reason, problem);
  }

  @Test
  void whatTheHostSaysLeavesInOrderBehindTheAnswersOfTheBot() {
    ChannelContext ana = met("RCS", "hello");

    List<String> expected = new ArrayList<>(texts());
    for (int i = 0; i < 20; i++) {
      assertThat(botFlow.send(ana, HostMessage.text("notice-" + i, "Notice " + i)))
          .isInstanceOf(Queued.class);
      expected.add("Notice " + i);
    }
    botFlow.send(
        ana,
        HostMessage.of("photo", new MediaMessage("https://leaf.example/a.png", null, null, null))
            .afterTyping());

    awaitSent(expected.size() + 1);
    assertThat(texts().subList(0, expected.size())).isEqualTo(expected);
    assertThat(sinch.sentMessages().get(expected.size()).contentKey()).isEqualTo("media_message");
    assertThat(sinch.sentEvents()).hasSize(1).allMatch(event -> event.contains("composing_event"));
  }

  @Test
  void theSameKeyAgainSendsNothingAndGivesTheSameIdAlsoAfterARestart() {
    ChannelContext ana = met("RCS", "hello");

    SendResult first = botFlow.send(ana, HostMessage.text("shipped-17", "On its way."));
    awaitSent(2);
    SendResult again = botFlow.send(ana, HostMessage.text("shipped-17", "On its way!"));
    close();
    open();
    SendResult afterwards = botFlow.send(ana, HostMessage.text("shipped-17", "On its way!"));
    botFlow.send(ana, HostMessage.text("arrived-17", "It is there."));

    List<SentMessage> sent = awaitSent(3);
    assertThat(List.of(again, afterwards)).containsOnly(first);
    assertThat(texts().subList(1, 3)).containsExactly("On its way.", "It is there.");
    assertThat(first).isEqualTo(new Queued(sent.get(1).messageMetadata()));
    assertThat(botFlow.traces().ofMessage(sent.get(1).messageId()))
        .singleElement()
        .satisfies(turn -> assertThat(turn.messages()).hasSize(1));
  }

  @Test
  void aContactWhoOptedOutGetsOnlyWhatIsLegal() {
    ChannelContext ana = met("SMS", "hello");
    SendResult before = botFlow.send(ana, HostMessage.text("before", "Sent before."));
    awaitSent(2);
    met("SMS", "STOP");

    assertThat(botFlow.send(ana, HostMessage.text("news", "Sale!")))
        .isEqualTo(refused(Reason.OPTED_OUT, "the contact opted out on SMS"));
    assertThat(botFlow.send(ana, HostMessage.text("before", "Sent before."))).isEqualTo(before);
    assertThat(
            botFlow.send(ana, HostMessage.text("law", "You are off the list.").asLegal()))
        .isInstanceOf(Queued.class);
    awaitSent(4);
    met("SMS", "START");

    // Nothing was stored of what was refused: its key is free.
    assertThat(botFlow.send(ana, HostMessage.text("news", "Sale!"))).isInstanceOf(Queued.class);
    awaitSent(6);
    assertThat(texts())
        .endsWith("You get no more messages.", "You are off the list.", "Welcome back.", "Sale!");
  }

  @Test
  void whatsAppTakesOnlyTemplatesFromThoseWhoWroteNothingThereOfLate() {
    ChannelContext onSms = met("SMS", "hello");
    ChannelContext ana =
        new ChannelContext(Channel.WHATSAPP, ANA, onSms.contactId(), sinch.appId(), null, null);

    assertThat(botFlow.send(ana, HostMessage.text("free", "Hello there.")))
        .isEqualTo(refused(
            Reason.WINDOW_CLOSED,
            "WHATSAPP takes free text only within 24 h of the contact's last message"));
    assertThat(botFlow.send(
            ana,
            HostMessage.of(
                "template",
                new TemplateMessage("shipped", null, "en", Map.of("body[1]text", "17")))))
        .isInstanceOf(Queued.class);
    assertThat(awaitSent(2).get(1).contentKey()).isEqualTo("template_message");
  }

  @Test
  void refusesWhatReachesNobodyOrSaysNothing() {
    ChannelContext nobody = new ChannelContext(null, null, "C1", sinch.appId(), null, null);
    ChannelContext somebody = new ChannelContext(Channel.SMS, ANA, null, sinch.appId(), null, null);

    assertThat(botFlow.send(nobody, HostMessage.text("k", "Hello.")))
        .isEqualTo(refused(
            Reason.NO_ADDRESS,
            "expected a contact or an identity, and a channel, but they are not known"));
    assertThat(botFlow.send(somebody, HostMessage.of("k", new TextMessage(" "))))
        .isEqualTo(refused(Reason.BAD_MESSAGE, "expected something to say, but was empty"));
    assertThat(botFlow.traces().newest()).isEmpty();
  }

  @Test
  @Tag("G17")
  void anErasureTakesAwayWhatTheHostSaid() {
    ChannelContext ana = met("SMS", "hello");
    Queued queued = (Queued) botFlow.send(ana, HostMessage.text("shipped-17", "Canary 4711."));
    awaitSent(2);
    await().atMost(PATIENCE).until(() -> botFlow.health().oldestMessage() == null);
    List<TracedTurn> traced = botFlow.traces().ofMessage(queued.id());

    botFlow.erase(ana).join();

    assertThat(traced).hasSize(1);
    assertThat(botFlow.traces().ofMessage(queued.id())).isEmpty();
    assertThat(botFlow.contacts().export(ana).toString()).doesNotContain("Canary 4711");
    assertThat(botFlow.deadLetters(DeadLetterFilter.all(), 0, 10)).isEmpty();
    assertThat(botFlow.send(ana, HostMessage.text("shipped-17", "Canary 4711.")))
        .isEqualTo(queued);
  }
}
