package dev.botflow.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.audit.AuditEntry;
import dev.botflow.error.BotFlowException;
import dev.botflow.publish.Publication;
import dev.botflow.publish.VersionsFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.workbench.live.LiveOptions;
import dev.botflow.workbench.live.WaitingPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a draft goes live: compared, reviewed, published, rolled back. */
class LiveTest {
  private static final String PUBLISH = Bench.MAIN + "/publish";
  private static final String REVIEWS = Bench.MAIN + "/reviews";
  private static final String WELCOME = "flow: welcome\nsteps:\n  - id: hello\n    say: %s\n";

  @TempDir
  Path folder;

  private Path bot;
  private Path versions;
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bot = folder.resolve("bot");
    versions = folder.resolve("versions");
    Files.createDirectories(bot.resolve("flows"));
    Files.writeString(bot.resolve("routing.csv"), """
        Rule,What happened,Channel,Go to flow
        R10,message,WhatsApp,welcome
        R90,message,,welcome
        """);
    Files.writeString(bot.resolve("flows/welcome.yaml"), WELCOME.formatted("Hello!"));
    settings("");
    bench = bench(LiveOptions.of(versions));
  }

  private Bench bench(LiveOptions live) {
    Bench made = Bench.publishing(bot, live);
    made.with("ben", EnumSet.allOf(Role.class));
    return made.as("ada");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void settings(String more) throws IOException {
    Files.writeString(
        bot.resolve("bot.yaml"),
        "bot: tea\nlanguages: [en]\ntime_zone: UTC\nnot_understood: welcome\n" + more);
  }

  private VersionsFolder published() {
    return VersionsFolder.of(
        versions,
        SinchChannelLimits.all(),
        ReadOptions.standard().lookingOnly(),
        Clock.systemUTC());
  }

  private JsonNode compared() {
    return Bench.json(bench.get("/api/v1/compare"));
  }

  private String content() {
    return compared().path("content").asText();
  }

  private Response publish(String content, long live) {
    return bench.post(
        PUBLISH,
        Bench.object()
            .put("content", content)
            .put("live", live)
            .put("note", "a note")
            .toString());
  }

  private Response ask(String content) {
    return bench.post(
        REVIEWS, Bench.object().put("content", content).put("note", "please").toString());
  }

  private Response decide(long number, String content, boolean approve) {
    return bench.post(
        "/api/v1/reviews/" + number + "/decision",
        Bench.object().put("content", content).put("approve", approve).toString());
  }

  /** Writes another text into the flow, through the page's call. */
  private void say(String text) {
    String file = Bench.MAIN + "/files/flows/welcome.yaml";
    String hash = Bench.json(bench.get(file)).path("hash").asText();
    Response written = bench.post(
        file,
        Bench.object().put("text", WELCOME.formatted(text)).put("hash", hash).toString());
    assertThat(written.status()).isEqualTo(200);
  }

  /** Version 1, which asks for four eyes; ada then changes the draft. */
  private void reviewedDraft() throws IOException {
    settings("review: four_eyes\n");
    assertThat(publish(content(), 0).status()).isEqualTo(201);
    say("Good day!");
  }

  @Test
  void comparesTheDraftWithWhatIsLiveInWordsByFileAndPublishesIt() {
    assertThat(publish(content(), 0).status()).isEqualTo(201);
    say("Good day!");

    JsonNode compared = compared();
    Response made = publish(compared.path("content").asText(), 1);
    JsonNode listed = Bench.json(bench.get("/api/v1/versions"));

    assertThat(compared.path("files")).hasSize(1);
    assertThat(compared.at("/files/0/file").asText()).isEqualTo("flows/welcome.yaml");
    assertThat(compared.at("/files/0/changes/0/sentence").asText())
        .isEqualTo("flow welcome: hello \"Hello!\" → \"Good day!\"");
    assertThat(compared.path("hindrances")).isEmpty();
    assertThat(made.status()).isEqualTo(201);
    assertThat(Bench.json(made).path("number").asLong()).isEqualTo(2);
    assertThat(listed.path("live").asLong()).isEqualTo(2);
    assertThat(listed.at("/versions/1/author").asText()).isEqualTo("ada");
    assertThat(listed.at("/versions/1/note").asText()).isEqualTo("a note");
    assertThat(compared().path("files")).isEmpty();
    assertThat(Bench.json(bench.get(Bench.MAIN)).path("live").asLong()).isEqualTo(2);
  }

  @Test
  void tellsWhoPublishedMeanwhileAndChangesNothing() throws IOException {
    // Given
    publish(content(), 0);
    say("Good day!");
    String looked = content();
    Path other = folder.resolve("other");
    Bench.copy(bot, other);
    Files.writeString(other.resolve("flows/welcome.yaml"), WELCOME.formatted("Bonjour!"));
    published().publish(Publication.of(other, "Carla", "French"));

    // When
    Response refused = publish(looked, 1);

    // Then
    assertThat(refused.status()).isEqualTo(412);
    assertThat(Bench.detail(refused))
        .matches("expected version 1 to be live, but it is 2, published by Carla at .*: French");
    assertThat(published().live()).isEqualTo(2);
    assertThat(published().versions()).hasSize(2);
  }

  @Test
  void publishesOnlyWhatWasLookedAt() {
    // Given
    String looked = content();
    say("Good day!");

    // When
    Response changed = publish(looked, 0);
    Response unseen = bench.post(PUBLISH, "{\"live\": 0}");

    // Then
    assertThat(changed.status()).isEqualTo(412);
    assertThat(Bench.detail(changed))
        .contains("which was looked at, but the draft is")
        .endsWith("it was changed since");
    assertThat(unseen.status()).isEqualTo(428);
    assertThat(published().live()).isZero();
  }

  @Test
  void publishesARepeatedCallOnce() {
    // Given
    String content = content();

    // When
    Response first = publish(content, 0);
    Response again = publish(content, 0);

    // Then
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(412);
    assertThat(published().versions()).hasSize(1);
  }

  @Test
  void namesTheErrorsThatHinderIt() throws IOException {
    // Given
    Files.writeString(bot.resolve("flows/welcome.yaml"), "flow: welcome\nsteps:\n  - id: hello\n");

    // When
    JsonNode compared = compared();
    Response refused = publish("0".repeat(64), 0);

    // Then
    assertThat(compared.path("hindrances")).isNotEmpty();
    assertThat(refused.status()).isEqualTo(422);
    assertThat(Bench.all(Bench.json(refused), "file")).contains("flows/welcome.yaml");
    assertThat(published().live()).isZero();
  }

  @Test
  void rollsBackWithAReasonAndOnlyFromWhatWasLookedAt() {
    // Given
    publish(content(), 0);
    say("Good day!");
    publish(content(), 1);
    String back = "/api/v1/versions/1/roll-back";

    // When
    Response without = bench.post(back, "{\"live\": 2, \"reason\": \" \"}");
    Response stale = bench.post(back, "{\"live\": 1, \"reason\": \"too stiff\"}");
    JsonNode compared = Bench.json(bench.get("/api/v1/compare?to=1"));
    Response done = bench.post(back, "{\"live\": 2, \"reason\": \"too stiff\"}");
    Response nowhere =
        bench.post("/api/v1/versions/7/roll-back", "{\"live\": 1, \"reason\": \"x\"}");

    // Then
    assertThat(without.status()).isEqualTo(422);
    assertThat(stale.status()).isEqualTo(412);
    assertThat(compared.at("/files/0/changes/0/sentence").asText())
        .isEqualTo("flow welcome: hello \"Good day!\" → \"Hello!\"");
    assertThat(done.status()).isEqualTo(200);
    assertThat(nowhere.status()).isEqualTo(422);
    JsonNode listed = Bench.json(bench.get("/api/v1/versions"));
    assertThat(listed.path("live").asLong()).isEqualTo(1);
    assertThat(listed.at("/changes/2/change").asText()).isEqualTo("rolled_back");
    assertThat(listed.at("/changes/2/reason").asText()).isEqualTo("too stiff");
  }

  @Test
  void publishesAReviewedBotOnlyWithTheApprovalOfSomebodyElse() throws IOException {
    // Given
    reviewedDraft();
    String content = content();

    // When
    Response unasked = publish(content, 1);
    long number = Bench.json(ask(content)).path("number").asLong();
    Response own = decide(number, content, true);
    bench.as("ben");
    Response approved = decide(number, content, true);
    Response twice = decide(number, content, false);
    bench.as("ada");
    Response published = publish(content, 1);

    // Then
    assertThat(unasked.status()).isEqualTo(412);
    assertThat(Bench.detail(unasked))
        .contains("expected an approved review of it against version 1");
    assertThat(own.status()).isEqualTo(403);
    assertThat(approved.status()).isEqualTo(200);
    assertThat(twice.status()).isEqualTo(409);
    assertThat(published.status()).isEqualTo(201);
    assertThat(published().versions().get(1).approvedBy()).isEqualTo("ben");
  }

  @Test
  void letsNobodyApproveWhatTheyChangedWhoeverAsks() throws IOException {
    // Given
    reviewedDraft();
    bench.as("ben");
    long number = Bench.json(ask(content())).path("number").asLong();
    bench.with("Ada ", EnumSet.allOf(Role.class));

    // When: the workbench was closed between, and ada spells her name otherwise
    String content = content();
    Response refused = decide(number, content, true);

    // Then
    assertThat(refused.status()).isEqualTo(403);
    assertThat(Bench.detail(refused))
        .isEqualTo(
            "review " + number + ": expected somebody who did not change the draft, but was Ada ");
  }

  @Test
  void remembersWhoChangedTheDraftAfterTheWorkbenchWasClosed() throws IOException {
    // Given
    reviewedDraft();
    bench.close();
    bench = bench(LiveOptions.of(versions));

    // When
    bench.as("ben");
    JsonNode asked = Bench.json(ask(content()));

    // Then
    assertThat(asked.path("authors")).hasSize(2);
    assertThat(asked.at("/authors/0").asText()).isEqualTo("ada");
  }

  @Test
  void withdrawsAnApprovalVisiblyWhenTheDraftChanges() throws IOException {
    // Given
    reviewedDraft();
    String content = content();
    long number = Bench.json(ask(content)).path("number").asLong();
    bench.as("ben");
    decide(number, content, true);
    bench.as("ada");

    // When
    say("Good evening!");

    // Then
    JsonNode reviewing = compared().path("reviewing");
    assertThat(reviewing.path("needed").asBoolean()).isTrue();
    assertThat(reviewing.path("review").isNull()).isTrue();
    assertThat(reviewing.at("/withdrawn/decidedBy").asText()).isEqualTo("ben");
    assertThat(publish(content(), 1).status()).isEqualTo(412);
    assertThat(publish(content, 1).status()).isEqualTo(412);
    assertThat(published().live()).isEqualTo(1);
  }

  @Test
  void refusesAnApprovalOfAnotherContent() throws IOException {
    // Given
    reviewedDraft();
    String content = content();
    long number = Bench.json(ask(content)).path("number").asLong();
    say("Good evening!");
    bench.as("ben");

    // When
    Response stale = decide(number, content, true);
    Response other = decide(number, content(), true);

    // Then
    assertThat(stale.status()).isEqualTo(409);
    assertThat(other.status()).isEqualTo(409);
    assertThat(Bench.detail(other)).endsWith("the draft was changed since");
  }

  @Test
  void asksForAReviewThoughTheDraftTookTheSettingOut() throws IOException {
    // Given
    reviewedDraft();
    settings("");

    // When
    JsonNode compared = compared();
    Response refused = publish(compared.path("content").asText(), 1);

    // Then
    assertThat(compared.at("/reviewing/needed").asBoolean()).isTrue();
    assertThat(refused.status()).isEqualTo(412);
    assertThat(published().live()).isEqualTo(1);
  }

  @Test
  void asksForAReviewWhereTheHostDoes() {
    // Given
    bench.close();
    bench = bench(LiveOptions.of(versions).reviewing());

    // When
    Response refused = publish(content(), 0);

    // Then
    assertThat(refused.status()).isEqualTo(412);
    assertThat(published().versions()).isEmpty();
  }

  @Test
  void tellsTheAuditWhoPublishesAndRollsBackAndPublishesNothingItCannotKeep() {
    // Given
    bench.close();
    List<AuditEntry> told = new ArrayList<>();
    AtomicBoolean full = new AtomicBoolean();
    bench = bench(LiveOptions.of(versions).audited(entry -> {
      if (full.get()) {
        throw new BotFlowException("the audit's disk is full");
      }
      told.add(entry);
    }));

    // When
    publish(content(), 0);
    String asked = content();
    ask(asked);
    full.set(true);
    say("Good day!");
    Response refused = publish(content(), 1);

    // Then
    assertThat(told)
        .extracting(one -> one.actor() + " " + one.act() + " " + one.what())
        .containsExactly(
            "Actor[name=ada, through=page] PUBLISHED version 1",
            "Actor[name=ada, through=page] REVIEW_ASKED review 1");
    assertThat(told).extracting(AuditEntry::after).containsOnly(asked);
    assertThat(refused.status()).isGreaterThanOrEqualTo(400);
    assertThat(Bench.detail(refused)).contains("the audit's disk is full");
    assertThat(published().live()).isEqualTo(1);
  }

  @Test
  void tellsHowManyWaitAtAStepThatChanges() {
    // Given
    publish(content(), 0);
    bench.close();
    bench = bench(LiveOptions.of(versions)
        .telling(() -> Map.of(
            new WaitingPlaces.Place(1, "welcome", "hello"), 3,
            new WaitingPlaces.Place(1, "welcome", "gone"), 1)));
    say("Good day!");

    // When
    JsonNode waiting = compared().path("waiting");

    // Then
    assertThat(waiting).hasSize(2);
    assertThat(waiting.at("/0/fate").asText()).isEqualTo("removed");
    assertThat(waiting.at("/1/count").asInt()).isEqualTo(3);
    assertThat(waiting.at("/1/fate").asText()).isEqualTo("changed");
  }

  @Test
  void publishesNothingWithoutAFolderOfVersions() {
    // Given
    bench.close();
    bench = Bench.of(bot);

    // When
    Response refused = publish("0".repeat(64), 0);

    // Then
    assertThat(refused.status()).isEqualTo(404);
    assertThat(Bench.detail(refused)).contains("--versions");
    assertThat(Bench.json(bench.get("/api/v1/me")).path("publishes").asBoolean())
        .isFalse();
  }

  @Test
  void opensTheFilesOfAVersionAsTheyWerePublished() throws IOException {
    // Given
    Files.writeString(
        bot.resolve("routing.csv"),
        "Rule,What happened,Go to flow\n# \"All\"\nR90,message,welcome\n");
    assertThat(publish(content(), 0).status()).isEqualTo(201);
    say("Good day!");

    // When
    JsonNode files = Bench.json(bench.get("/api/v1/versions/1/files"));
    JsonNode table = Bench.json(bench.get("/api/v1/versions/1/files/routing.csv"));
    JsonNode flow = Bench.json(bench.get("/api/v1/versions/1/files/flows/welcome.yaml"));

    // Then
    assertThat(Bench.all(files, "file"))
        .containsExactly("routing.csv", "flows/welcome.yaml", "bot.yaml");
    assertThat(table.path("columns").toString())
        .isEqualTo("[\"Rule\",\"What happened\",\"Go to flow\"]");
    assertThat(table.at("/rows/0/1").asText()).isEqualTo("section");
    assertThat(table.at("/rows/1").toString())
        .isEqualTo("[3,\"row\",\"R90\",\"message\",\"welcome\"]");
    assertThat(flow.path("text").asText()).contains("Hello!").doesNotContain("Good day!");
    assertThat(bench.get("/api/v1/versions/1/files/flows/none.yaml").status()).isEqualTo(404);
    assertThat(bench.get("/api/v1/versions/1/files/..%2Fnote.json").status()).isEqualTo(404);
    assertThat(Bench.detail(bench.get("/api/v1/versions/2/files")))
        .isEqualTo("version 2: expected one that was published, but there is none");
  }
}
