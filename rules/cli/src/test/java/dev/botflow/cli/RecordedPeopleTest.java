package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a real person never gets into a scenario that was saved or recorded. */
class RecordedPeopleTest {
  private static final String OUR_APP = "\"app_id\":\"APP1\"";
  private static final String CONTACT = "\"contact_id\":\"CONTACT1\"";

  @TempDir
  private Path folder;

  private Path bot;

  @BeforeEach
  void copyTheBot() {
    bot = LeafShop.copy(folder.resolve("bot"));
  }

  private Run chat(String typed, String... more) {
    String[] command = new String[more.length + 4];
    command[0] = "chat";
    command[1] = bot.toString();
    command[2] = "--at";
    command[3] = "2026-03-02T10:00:00+01:00";
    System.arraycopy(more, 0, command, 4, more.length);
    return Run.typing(typed, command);
  }

  private String saved(String name) throws IOException {
    return Files.readString(bot.resolve("scenarios").resolve(name + ".yaml"));
  }

  /** A webhook body as Sinch sends it, a minute after the one before. */
  private static String text(int number, String text) {
    return "{\"app_id\":\"APP1\",\"accepted_time\":\"2026-03-02T09:0" + number
        + ":00Z\",\"event_time\":\"2026-03-02T09:0" + number
        + ":00Z\",\"project_id\":\"P1\",\"message\":{\"id\":\"M" + number
        + "\",\"direction\":\"TO_APP\",\"contact_message\":{\"text_message\":{\"text\":\"" + text
        + "\"}},\"channel_identity\":{\"channel\":\"WHATSAPP\",\"identity\":\"32470123456\",\"app_id\":\"\"},"
        + "\"conversation_id\":\"C1\",\"contact_id\":\"CONTACT1\",\"accept_time\":\"2026-03-02T09:0"
        + number
        + ":00Z\",\"processing_mode\":\"CONVERSATION\"}}\n";
  }

  private static String named(String name) {
    return "{\"app_id\":\"APP1\",\"accepted_time\":\"2026-03-02T09:00:00Z\",\"event_time\":\"2026-03-02T09:00:00Z\","
        + "\"project_id\":\"P1\",\"contact_create_notification\":{\"contact\":{\"id\":\"CONTACT1\","
        + "\"channel_identities\":[{\"channel\":\"WHATSAPP\",\"identity\":\"32470123456\",\"app_id\":\"\"}],"
        + "\"display_name\":\"" + name
        + "\",\"email\":\"ana.j@garden.example\",\"language\":\"EN_US\"}}}\n";
  }

  private Run record(String lines, String... more) {
    String file = TeaHouse.write(folder.resolve("talk.jsonl"), lines);
    String[] command = new String[more.length + 3];
    command[0] = "record";
    command[1] = bot.toString();
    command[2] = file;
    System.arraycopy(more, 0, command, 3, more.length);
    return Run.botflow(command);
  }

  @Test
  void replacesAddressesAccountsAndLongNumbersInASavedChat() throws IOException {
    // When
    Run run = chat("hi\n"
        + "write to ana.j@garden.example or +32 470 12 34 56, again ana.j@garden.example\n"
        + "BE68 5390 0754 7034, LC-904217 and 904218, on 2026-03-05 at 10:30\n"
        + "/save mine\n");

    // Then
    assertThat(run.out()).endsWith("saved scenarios/mine.yaml: 3 turns, which pass\n");
    assertThat(saved("mine"))
        .contains(
            "user: \"write to person1@example.org or +32 123 45 67 89, again person1@example.org\"")
        .contains(", LC-123456 and 234567, on 2026-03-05 at 10:30\"")
        .containsPattern("user: \"BE\\d\\d 1234 5678 9012, ")
        .doesNotContain("garden", "470 12", "5390", "904217", "904218");
    assertThat(Run.botflow("test", bot.toString()).exit()).isZero();
  }

  @Test
  void keepsTextsOnRequestButNothingSensitive() throws IOException {
    // Given
    LeafShop.change(bot, "bot.yaml", "sensitive: [contact.card]", "sensitive: [order.number]");

    // When
    chat("hi\nana.j@garden.example\n/tap track\nLC-904217\n/save mine\n", "--keep-texts");

    // Then
    assertThat(saved("mine")).contains("user: \"ana.j@garden.example\"").doesNotContain("904217");
  }

  @Test
  void keepsANumberThatARowAsksForAndSaysSo() throws IOException {
    // Given
    LeafShop.change(bot, "routing.csv", "\"menu, restart\"", "\"menu, 778899\"");

    // When
    Run run = chat("778899\n/save mine\n");

    // Then
    assertThat(run.out())
        .endsWith(
            "saved scenarios/mine.yaml: 1 turn, which pass; turn 1: a number stays as it was written, since with another"
                + " the bot does something else\n");
    assertThat(saved("mine")).contains("user: \"778899\", expect: { rule: R03,");
  }

  @Test
  void replacesNameAndIdentityOfAContactWhereverTheyAreSaid() {
    // When
    Run run = record(named("Ana Janssens") + text(1, "hi, Ana here: 32470123456, no banana"));
    TeaHouse.write(bot.resolve("scenarios/recorded.yaml"), run.out());

    // Then
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("user: \"hi, Kim here: 12345678901, no banana\"")
        .contains(
            "event: contact created, with: { name: \"Robin\", email: \"person1@example.org\", ")
        .contains("Hi *")
        .doesNotContain("Ana", "Janssens", "3247", "garden");
    assertThat(Run.botflow("test", bot.toString()).out()).contains("passed  recorded [WHATSAPP]\n");
  }

  @Test
  void refusesASecondContactAndASecondApp() {
    // When
    Run contact =
        record(text(1, "hi") + text(2, "hi").replace(CONTACT, "\"contact_id\":\"OTHER\""));
    Run app = record(text(1, "hi") + text(2, "hi").replace(OUR_APP, "\"app_id\":\"APP2\""));

    // Then
    String file = folder.resolve("talk.jsonl").toString();
    assertThat(contact)
        .isEqualTo(new Run(
            2,
            "",
            "record: " + file
                + ":2: expected events of one contact, but this is of another; a scenario is the talk of one contact"
                + " with one app\n"));
    assertThat(app.err())
        .isEqualTo("record: " + file
            + ":2: expected events of one app, but this is of another; a scenario is the talk of one contact with"
            + " one app\n");
  }

  @Test
  void leavesOutWhatCameTwiceAndTellsATapOfAnotherKey() {
    // Given
    String tap = text(2, "x")
        .replace(
            "\"text_message\":{\"text\":\"x\"}",
            "\"choice_response_message\":{\"message_id\":\"S1\",\"postback_data\":\"theirs\"}");

    // When
    Run twice = record(text(1, "hi") + text(1, "hi"));
    Run foreign = record(text(1, "hi") + tap);

    // Then
    String file = folder.resolve("talk.jsonl").toString();
    assertThat(twice.exit()).isZero();
    assertThat(twice.err()).isEqualTo(file + ":2: left out, since it came before\n");
    assertThat(foreign)
        .isEqualTo(new Run(
            2,
            "",
            "record: " + file
                + ":2: expected a tap on a button that the bot showed before, but its postback belongs to none:"
                + " production has a key of its own for them. --traces finds the taps of a conversation by what they"
                + " led to\n"));
  }

  @Test
  void replacesANumberHoweverItIsPunctuated() throws IOException {
    chat("+32 475/65.43.21\ncall 0475–12–34–56\nnational number 85.03.12-123.45\n/save numbers\n");

    assertThat(saved("numbers"))
        .contains("national number ")
        .doesNotContain("65.43.21")
        .doesNotContain("12–34–56")
        .doesNotContain("123.45");
  }
}
