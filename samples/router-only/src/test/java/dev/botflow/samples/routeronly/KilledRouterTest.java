package dev.botflow.samples.routeronly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.model.SentMessage;
import dev.botflow.testkit.fault.ChildJvm;
import dev.botflow.testkit.fault.FaultProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform's process is killed with -9 while its dialogues are asked on nine channels: nothing is lost. */
@Tag("crash")
class KilledRouterTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int NOTICES = 60;
  private static final int KILLS = 5;

  @TempDir
  private Path folder;

  private SinchSimulator sinch;
  private FaultProxy door;

  @BeforeEach
  void start() throws IOException {
    sinch = SinchSimulator.builder()
        .key(RouterChild.KEY_ID, RouterChild.KEY_SECRET)
        .channels(OnSimulator.CHANNELS.toArray(String[]::new))
        .start();
    door = FaultProxy.before(URI.create(sinch.baseUrl()).getPort());
    patientBot();
  }

  @AfterEach
  void stop() {
    door.close();
    sinch.close();
  }

  /** The sample's bot, whose dialogues may take as long as a slow machine does. */
  private void patientBot() throws IOException {
    Path bot = Files.createDirectory(folder.resolve("bot"));
    for (String file : List.of("bot.yaml", "routing.csv")) {
      Files.copy(Path.of("bot", file), bot.resolve(file));
    }
    List<String> flows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("bot/flows.csv"))) {
      flows.add(line + (flows.isEmpty() ? ",Timeout" : ",5m"));
    }
    Files.write(bot.resolve("flows.csv"), flows);
  }

  private ChildJvm child() {
    ChildJvm child = ChildJvm.of(RouterChild.class)
        .arguments(
            folder.resolve("bot").toString(),
            folder.toString(),
            sinch.baseUrl(),
            sinch.tokenUrl(),
            sinch.projectId(),
            sinch.appId(),
            door.url() + "/sinch")
        .start();
    door.to(Integer.parseInt(child.awaitLine("ready ", PATIENCE)));
    return child;
  }

  private void everybodyWrites(String text) {
    for (int i = 0; i < OnSimulator.CHANNELS.size(); i++) {
      String channel = OnSimulator.CHANNELS.get(i);
      assertThat(
              sinch.injectMessage(channel, OnSimulator.identity(i), text).join().accepted())
          .isTrue();
    }
  }

  private List<String> calls() throws IOException {
    Path calls = RouterChild.calls(folder);
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /** What the contact of this channel was sent; a message of which nobody knows whether it arrived may come twice. */
  private List<String> heard(String channel) {
    return sinch.sentMessages().stream()
        .filter(message -> message.channel().equals(channel))
        .map(message -> message.text())
        .distinct()
        .toList();
  }

  private void awaitHeard(int texts) {
    await()
        .atMost(PATIENCE)
        .until(() -> OnSimulator.CHANNELS.stream()
            .filter(channel -> !channel.equals("INSTAGRAM"))
            .allMatch(channel -> heard(channel).size() >= texts));
  }

  /** Everybody writes, and the process is killed while all of its dialogues think. */
  private void killedWhileAsked(String text) throws IOException {
    int before = calls().size();
    int people = OnSimulator.CHANNELS.size();
    Files.createFile(RouterChild.stalled(folder));
    try (ChildJvm child = child()) {
      everybodyWrites(text);
      await().atMost(PATIENCE).until(() -> calls().size() == before + people);
      child.kill();
    }
    Files.delete(RouterChild.stalled(folder));
  }

  private List<String> queued() throws IOException {
    Path queued = RouterChild.queued(folder);
    return Files.exists(queued) ? Files.readAllLines(queued) : List.of();
  }

  /** By text, the ids of the messages that Sinch took. */
  private Map<String, Set<String>> taken() {
    Map<String, Set<String>> taken = new TreeMap<>();
    sinch.sentMessages().stream()
        .filter(message -> message.text().startsWith("Notice "))
        .forEach(message -> taken
            .computeIfAbsent(message.text(), text -> new TreeSet<>())
            .add(message.messageMetadata()));
    return taken;
  }

  @Test
  @Tag("G2")
  @Tag("G5")
  void whatTheHostSendsUnderAKeyIsNeitherLostNorSentUnderTwoIds() throws IOException {
    long seed = Long.getLong("botflow.seed", System.nanoTime());
    System.out.printf("notices: seed %d (-Dbotflow.seed=%d)%n", seed, seed);
    Random random = new Random(seed);
    List<String> contacts;
    try (ChildJvm child = child()) {
      everybodyWrites("hello");
      awaitHeard(1);
      contacts = sinch.sentMessages().stream()
          .map(SentMessage::contactId)
          .distinct()
          .sorted()
          .toList();
      child.kill();
    }
    List<String> notices = new ArrayList<>();
    for (int i = 0; i < NOTICES; i++) {
      notices.add(contacts.get(i % contacts.size()) + " n" + i);
    }
    Files.write(RouterChild.notices(folder), notices);

    for (int kill = 0; kill < KILLS; kill++) {
      try (ChildJvm child = child()) {
        int until = queued().size() + 1 + random.nextInt(NOTICES);
        await()
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> queued().size() >= until);
        child.kill();
      }
    }
    int before = queued().size();
    try (ChildJvm child = child()) {
      await().atMost(PATIENCE).until(() -> queued().size() == before + NOTICES);
      await().atMost(PATIENCE).until(() -> taken().size() == NOTICES);
      child.kill();
    }

    assertThat(new TreeSet<>(queued())).hasSize(NOTICES);
    Set<String> answered = new TreeSet<>();
    taken().forEach((text, ids) -> {
      assertThat(ids).as(text).hasSize(1);
      answered.add(text.substring("Notice ".length()) + " " + ids.iterator().next());
    });
    assertThat(answered).isEqualTo(new TreeSet<>(queued()));
    assertThat(twice()).isLessThanOrEqualTo(KILLS * contacts.size());
    for (String contact : contacts) {
      assertThat(noticesOf(contact))
          .containsExactlyElementsOf(notices.stream()
              .filter(line -> line.startsWith(contact + " "))
              .map(line -> "Notice " + line.substring(contact.length() + 1))
              .toList());
    }
  }

  /** Notices that Sinch took once more: each kill leaves at most one of a contact of which nobody knows whether it went. */
  private long twice() {
    return sinch.sentMessages().stream()
            .filter(message -> message.text().startsWith("Notice "))
            .count()
        - NOTICES;
  }

  private List<String> noticesOf(String contact) {
    return sinch.sentMessages().stream()
        .filter(message -> message.contactId().equals(contact))
        .map(SentMessage::text)
        .filter(text -> text.startsWith("Notice "))
        .distinct()
        .toList();
  }

  @Test
  @Tag("G4")
  void everyCallIsMadeAgainWithItsIdAndEveryContactIsAnswered() throws IOException {
    killedWhileAsked("hello");
    assertThat(sinch.sentMessages()).isEmpty();
    try (ChildJvm child = child()) {
      awaitHeard(1);
      child.kill();
    }
    List<String> started = calls();
    assertThat(started).hasSize(18);
    assertThat(started.subList(9, 18)).containsExactlyInAnyOrderElementsOf(started.subList(0, 9));

    killedWhileAsked("17");
    try (ChildJvm child = child()) {
      awaitHeard(2);
      child.kill();
    }

    assertThat(heard("WHATSAPP"))
        .containsExactly("Hello on WhatsApp. What is it about?", "We get back to you about: 17");
    assertThat(heard("SMS"))
        .containsExactly("Your question in one text, please. STOP ends this.", "Noted: 17");
    assertThat(heard("VIBERBM"))
        .containsExactly(
            "Welcome to the club on Viber. Your number?", "Member 17, there is a gift for you.");
    assertThat(heard("INSTAGRAM")).containsExactly("Thank you for following us.");
  }
}
