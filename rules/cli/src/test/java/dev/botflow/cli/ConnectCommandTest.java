package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.authoring.io.Streams;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.model.ChannelState;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A newcomer learns which setting is wrong, and where the right one stands. */
class ConnectCommandTest {
  private static final String HOOK = "https://bot.example/sinch";

  private final SinchSimulator sinch = SinchSimulator.builder()
      .project("PROJ")
      .app("APP")
      .key("KEY", "the-key-secret")
      .region("EU")
      .channels("WHATSAPP", "SMS")
      .channel("MESSENGER", ChannelState.PENDING)
      .start();
  private final Map<String, String> environment = new LinkedHashMap<>(Map.of(
      "SINCH_PROJECT_ID", "PROJ",
      "SINCH_APP_ID", "APP",
      "SINCH_KEY_ID", "KEY",
      "SINCH_KEY_SECRET", "the-key-secret",
      "SINCH_REGION", "eu"));

  @AfterEach
  void stop() {
    sinch.close();
  }

  private Run connect(String... options) {
    return connect(false, "", options);
  }

  private Run connect(boolean interactive, String typed, String... options) {
    List<String> args = new ArrayList<>(List.of("connect", "--hosts", "TOKEN=" + sinch.tokenUrl()));
    for (String region : List.of("EU", "US", "BR")) {
      args.addAll(List.of("--hosts", region + "=" + sinch.regionUrl(region)));
    }
    args.addAll(Arrays.asList(options));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(
        new BufferedReader(new StringReader(typed)),
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, false, StandardCharsets.UTF_8),
        interactive);
    int exit = BotFlowCommand.run(streams, environment::get, args.toArray(String[]::new));
    Run run =
        new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    assertThat(run.out() + run.err()).doesNotContain("the-key-secret", "the-hook-secret");
    return run;
  }

  @Test
  void showsTheAppAndItsChannels() {
    Run run = connect();

    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .contains(
            "access key: accepted",
            "  WHATSAPP  ACTIVE",
            "  SMS  ACTIVE",
            "  MESSENGER  PENDING",
            "warning: sinch.appId: channel MESSENGER of the app is PENDING, so it is still being set up: nothing goes"
                + " through it",
            "webhooks: 0 of at most 5",
            "  SinchConfig.of(\"PROJ\", \"APP\", \"KEY\", System.getenv(\"SINCH_KEY_SECRET\"), Region.EU)")
        .anyMatch(line -> line.startsWith("app APP") && line.contains(": found in region EU"));
  }

  @Test
  void tellsAllThatIsMissingAndWhereItStands() {
    environment.remove("SINCH_REGION");
    environment.put("SINCH_KEY_SECRET", " ");

    Run run = connect();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactly(
            "SINCH_KEY_SECRET: expected the key secret (Sinch Build dashboard, Settings > Access keys, shown once, when"
                + " the key is made (the client secret); a lost one is made anew), but was not set",
            "SINCH_REGION: expected the region (Sinch Build dashboard, Conversation API > Apps, on the app's page: EU, US"
                + " or BR), but was not set");
  }

  @Test
  void tellsWhichSettingsAWrongAnswerDoubts() {
    environment.put("SINCH_KEY_SECRET", "another");
    Run secret = connect();
    assertThat(secret.exit()).isEqualTo(1);
    assertThat(secret.err())
        .startsWith("sinch.clientId, sinch.clientSecret: expected an access key of project PROJ")
        .contains("\n  key id: Settings > Access keys", "\n  key secret: Settings > Access keys")
        .doesNotContain("another");

    environment.put("SINCH_KEY_SECRET", "the-key-secret");
    environment.put("SINCH_APP_ID", "OTHER");
    assertThat(connect().err())
        .startsWith(
            "sinch.region, sinch.appId, sinch.projectId: expected app OTHER of project PROJ in region EU")
        .contains("\n  app id: Conversation API > Apps");
    environment.put("SINCH_REGION", "mars");
    assertThat(connect().err()).startsWith("sinch.region: expected EU, US or BR, but was \"mars\"");
  }

  @Test
  void findsTheRegionThatTheAppIsIn() {
    environment.put("SINCH_REGION", "US");

    Run run = connect();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("sinch.region: expected EU, where app APP is, but was US\n  region: ");
  }

  @Test
  void asksWhoeverSitsThereForWhatIsMissingAndOnceMoreForWhatIsWrong() {
    environment.remove("SINCH_REGION");
    environment.remove("SINCH_APP_ID");

    Run run = connect(true, "\nAPP\nUS\nEU\n");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains(
            "app id (Conversation API > Apps, on the app's page): ",
            "region (Conversation API > Apps, on the app's page: EU, US or BR): ",
            "access key: accepted");
    assertThat(run.err())
        .contains(
            "expected the app id, but was blank",
            "sinch.region: expected EU, where app APP is, but was US");
  }

  @Test
  void givesUpWhereNothingMoreIsTyped() {
    environment.remove("SINCH_REGION");

    assertThat(connect(true, "").err())
        .contains("connect: expected the region, but nothing more was typed");
  }

  @Test
  void registersTheWebhookOnRequestAloneAndAddsWhatItLacks() {
    environment.put("SINCH_WEBHOOK_SECRET", "the-hook-secret");
    Run before = connect("--webhook", HOOK);
    assertThat(before.exit()).isEqualTo(1);
    assertThat(before.out()).contains("webhook " + HOOK + ": not registered; --register does that");

    Run registered = connect("--webhook", HOOK, "--register");
    assertThat(registered.exit()).isZero();
    assertThat(registered.out()).contains("webhook " + HOOK + ": registered\n");
    assertThat(connect("--webhook", HOOK).exit()).isZero();

    sinch.addWebhook("https://bot.example/old", "the-hook-secret", "MESSAGE_INBOUND");
    Run lacking = connect("--webhook", "https://bot.example/old");
    assertThat(lacking.exit()).isEqualTo(1);
    assertThat(lacking.out())
        .contains("webhook https://bot.example/old: lacks MESSAGE_SUBMIT, MESSAGE_DELIVERY");
    assertThat(connect("--webhook", "https://bot.example/old", "--register").exit())
        .isZero();
  }

  @Test
  void registersNoWebhookWithoutASecret() {
    Run run = connect("--webhook", HOOK, "--register");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("SINCH_WEBHOOK_SECRET: expected a secret of your own");
    assertThat(connect("--register").err())
        .startsWith("--register: expected the webhook's address");
  }

  @Test
  void printsOneObjectForPrograms() {
    assertThat(connect("--json").out())
        .matches("\\{\"app\":\"APP\",\"name\":.*,\"region\":\"EU\",\"mode\":.*,\"channels\":\\["
            + "\\{\"channel\":\"WHATSAPP\",\"state\":\"ACTIVE\",\"description\":null\\},.*\\],\"webhooks\":\\[\\],"
            + "\"warnings\":\\[.*\\]\\}\n");
  }
}
