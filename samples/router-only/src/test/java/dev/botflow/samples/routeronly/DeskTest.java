package dev.botflow.samples.routeronly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.hosted.HostFlowAnswer;
import dev.botflow.hosted.HostFlows;
import dev.botflow.lookup.TranscriptLine;
import dev.botflow.message.HostMessage;
import dev.botflow.rules.BotFolder;
import dev.botflow.runtime.ActionRequest;
import dev.botflow.runtime.AgentDesk;
import dev.botflow.session.TraceEntry;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.model.SentMessage;
import dev.botflow.sinch.JdkHttpEndpoint;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a contact writes to a person of the host's desk, and what that person answers: over HTTP, from a store on disk. */
class DeskTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String ANA = "447700900501";

  @TempDir
  private Path folder;

  private final List<ActionRequest> taken = new CopyOnWriteArrayList<>();
  private volatile boolean hangs;
  private volatile String refuses = "";

  private SinchSimulator sinch;
  private BotFlow botFlow;
  private SinchConnector connector;
  private JdkHttpEndpoint web;
  private ChannelContext ana;

  @BeforeEach
  void start() throws IOException {
    sinch = SinchSimulator.builder()
        .key(RouterChild.KEY_ID, RouterChild.KEY_SECRET)
        .channels("RCS")
        .start();
    Path bot = Files.createDirectory(folder.resolve("bot"));
    for (String file : List.of("routing.csv", "flows.csv")) {
      Files.copy(Path.of("bot", file), bot.resolve(file));
    }
    Files.writeString(
        bot.resolve("bot.yaml"), Files.readString(Path.of("bot/bot.yaml")) + "keep_texts: 30d\n");
    open();
    says("hello");
    ana = new ChannelContext(
        Channel.RCS, null, awaitSent(1).get(0).contactId(), sinch.appId(), null, null);
  }

  private void open() {
    web = JdkHttpEndpoint.open(0, "/sinch");
    botFlow = BotFlow.builder()
        .bot(BotFolder.load(folder.resolve("bot"), SinchChannelLimits.all()))
        .store(JdbcStore.sqlite(folder.resolve("store.db")))
        .flows(HostFlows.of(
            new Dialogues().names(),
            call -> CompletableFuture.completedFuture(HostFlowAnswer.done("Hello from the bot."))))
        .desk(AgentDesk.of(request -> CompletableFuture.completedFuture(null), this::take))
        .build();
    connector = SinchConnector.connect(
        SinchConfig.of(
                sinch.projectId(),
                sinch.appId(),
                RouterChild.KEY_ID,
                RouterChild.KEY_SECRET,
                Region.EU)
            .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
            .webhook(web.url().toString(), "desk"),
        botFlow);
    web.serve(connector);
  }

  private CompletionStage<Object> take(ActionRequest message) {
    taken.add(message);
    if (hangs) {
      return new CompletableFuture<>();
    }
    return refuses.equals(message.text("text"))
        ? CompletableFuture.failedFuture(new IllegalStateException("a secret of the desk"))
        : CompletableFuture.completedFuture(null);
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

  private void says(String text) {
    sinch.injectMessage("RCS", ANA, text).join();
  }

  private List<SentMessage> awaitSent(int messages) {
    await().atMost(PATIENCE).until(() -> sinch.sentMessages().size() >= messages);
    return sinch.sentMessages();
  }

  private List<String> texts() {
    return taken.stream().map(message -> message.text("text")).toList();
  }

  private void awaitTaken(int messages) {
    await().atMost(PATIENCE).until(() -> taken.size() >= messages);
  }

  @Test
  void theDeskGetsWhatTheContactWritesAndAnswersBySend() {
    botFlow.agentJoined(ana);
    for (int i = 0; i < 5; i++) {
      says("Question " + i);
    }
    awaitTaken(5);
    botFlow.send(ana, HostMessage.text("answer-1", "This is Bo. I look into it."));
    awaitSent(2);
    botFlow.agentLeft(ana);
    says("hello");

    assertThat(awaitSent(3).stream().map(SentMessage::text))
        .containsExactly(
            "Hello from the bot.", "This is Bo. I look into it.", "Hello from the bot.");
    assertThat(texts())
        .containsExactly("Question 0", "Question 1", "Question 2", "Question 3", "Question 4");
    assertThat(taken.get(0).arguments()).containsEntry("kind", "text");
    assertThat(taken.stream().map(ActionRequest::id)).doesNotHaveDuplicates();
    assertThat(botFlow.traces().limit(100).transcript(ana))
        .extracting(TranscriptLine::byContact, TranscriptLine::text)
        .startsWith(
            tuple(true, "hello"), tuple(false, "Hello from the bot."), tuple(true, "Question 0"))
        .contains(tuple(false, "This is Bo. I look into it."));
  }

  @Test
  @Tag("G15")
  void whatTheDeskDoesNotTakeIsADeadLetterAndTheNextMessageGoesOn() {
    refuses = "Lost";
    botFlow.agentJoined(ana);
    says("Lost");
    says("Found");

    awaitTaken(4);

    assertThat(texts()).containsExactly("Lost", "Lost", "Lost", "Found");
    assertThat(taken.subList(0, 3).stream().map(ActionRequest::id).distinct()).hasSize(1);
    assertThat(botFlow.deadLetters(0, 10))
        .extracting(DeadLetter::kind, DeadLetter::id, DeadLetter::reason)
        .containsExactly(tuple(
            DeadLetter.Kind.CALL,
            taken.get(0).id(),
            "the desk did not take it: IllegalStateException"));
    assertThat(botFlow.health().deadLetters()).containsEntry(DeadLetter.Kind.CALL, 1L);
    assertThat(botFlow.traces().of(ana).stream()
            .flatMap(turn -> turn.turn().trace().entries().stream()))
        .contains(new TraceEntry.Warning(
            "", "", "the desk did not take a message of the contact: IllegalStateException"));
  }

  @Test
  @Tag("G4")
  void aMessageThatTheDeskHadNotTakenComesAgainAfterARestart() {
    hangs = true;
    botFlow.agentJoined(ana);
    says("Are you there?");
    says("Hello?");
    awaitTaken(1);
    close();
    hangs = false;

    open();
    awaitTaken(3);

    assertThat(texts()).containsExactly("Are you there?", "Are you there?", "Hello?");
    assertThat(taken.get(1).id()).isEqualTo(taken.get(0).id());
    assertThat(botFlow.deadLetters(0, 10)).isEmpty();
  }
}
