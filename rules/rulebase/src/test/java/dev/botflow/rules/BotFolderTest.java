package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotBrokenException;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BotFolderTest {
  @TempDir
  Path folder;

  private static List<String> sentences(BotReading reading) {
    return reading.findings().stream().map(Finding::sentence).toList();
  }

  @Test
  void loadsAWholeBotThatWasNeverPublished() {
    BotVersion bot = BotFolder.load(new LeafShop(folder).write(), ChannelCatalog.none());

    assertThat(bot.number()).isZero();
    assertThat(bot.checksum()).matches("[0-9a-f]{64}");
    assertThat(bot.bot().flows()).containsKeys("welcome", "track", "opt_out");
    assertThat(bot.bot().words().names()).containsExactly("STOP_WORDS", "START_WORDS");
    assertThat(bot.tables().exits("order-desk")).isPresent();
  }

  @Test
  void saysOfABotInANewerFormatThatAlone() {
    LeafShop shop = new LeafShop(folder)
        .with("bot.yaml", "format: 2\nbot: leaf\nof_tomorrow: yes\ntime_zone: [far]\n")
        .with("flows/track.yaml", "flow: track\nsteps:\n- { id: a, of_tomorrow: x }\n");

    BotReading reading = BotFolder.read(
        shop.write(), ChannelCatalog.none(), ReadOptions.standard().forced());

    assertThat(sentences(reading))
        .containsExactly("bot.yaml: format: expected 1, the newest that this version of BotFlow"
            + " reads, but was 2");
    assertThat(reading.version()).isEmpty();
  }

  @Test
  void theChecksumIsThatOfTheContent() {
    LeafShop shop = new LeafShop(folder);
    String first = shop.load().checksum();

    assertThat(shop.load().checksum()).isEqualTo(first);
    assertThat(shop.with("scenarios/a.yaml", "x: y").load().checksum()).isEqualTo(first);
    assertThat(shop.with("words.csv", "List,Words\nSTOP_WORDS,stop\nSTART_WORDS,start\n")
            .load()
            .checksum())
        .isNotEqualTo(first);
  }

  @Test
  void tellsWhatIsWrongInAllFilesAtOnceAndRefusesTheBotWhole() {
    LeafShop shop = new LeafShop(folder)
        .with("routing.csv", "Rule,Channel,Go to flow\nR1,Telegramm,welcome\nR2,,wellcome\n")
        .with("words.csv", "List,Wrds\n")
        .with("hours.csv", "Name,Open\nshop,always\n")
        .with("decisions/d.csv", "Rule,Exit\n,x\n")
        .with("flows/track.yaml", "flow: track\nsteps:\n- { id: a, sya: x }\n");

    assertThatThrownBy(() -> BotFolder.load(shop.write(), ChannelCatalog.none()))
        .isInstanceOf(BotBrokenException.class)
        .hasMessageStartingWith(folder.getFileName() + " was refused:\n")
        .hasMessageContaining("\n  words.csv:1: expected a column Words, but found none\n")
        .hasMessageContaining("\n  hours.csv:2: shop: Open: expected days and times")
        .hasMessageContaining(
            "\n  routing.csv:2: R1: Channel: expected a channel such as WhatsApp or SMS, but was \"Telegramm\" (did you mean \"Telegram\"?)\n")
        .hasMessageContaining(
            "\n  routing.csv:3: R2: Go to flow: expected the name of a flow, but was \"wellcome\" (did you mean \"welcome\"?)")
        .hasMessageContaining(
            "\n  decisions/d.csv:2: Rule: expected the id of the row, but the cell is empty\n")
        .hasMessageContaining("flows/track.yaml:3");
  }

  @Test
  void readsTheRoutingTableOrThoseOfBotYamlInTheirOrder() {
    LeafShop shop = new LeafShop(folder)
        .with("routing.csv", "Rule,Go to flow\nR1,welcome\n")
        .with("a-team.csv", "Rule,Go to flow\nA1,track\n");
    Happening one = new Happening();

    assertThat(one.decide(shop.load(), one.text("hi")).rule()).isEqualTo("R1");
    shop.with("bot.yaml", "bot: leaf\ntables: [a-team.csv, routing.csv]\n");
    assertThat(one.decide(shop.load(), one.text("hi")).rule()).isEqualTo("A1");
    shop.with("bot.yaml", "bot: leaf\ntables: [routing.csv, a-team.csv]\n");
    assertThat(one.decide(shop.load(), one.text("hi")).rule()).isEqualTo("R1");
    shop.with(
        "bot.yaml",
        "bot: leaf\nnot_understood: welcome\ntables: [routing.csv, a-taem.csv, ../routing.csv]\n");
    assertThat(sentences(shop.read(ReadOptions.standard())))
        .containsExactly(
            "bot.yaml: tables: expected a table in the bot's folder, but was \"a-taem.csv\" (did you mean \"a-team.csv\"?)",
            "bot.yaml: tables: expected a table in the bot's folder, but was \"../routing.csv\" (did you mean \"routing.csv\"?)",
            "a-team.csv: this file is not read: only routing.csv routes, or what bot.yaml lists under tables");
  }

  @Test
  void takesNoTableForRoutingThatNobodyNamed() {
    LeafShop shop = new LeafShop(folder)
        .with("routing.csv", "Rule,Go to flow\nR1,welcome\n")
        .with("routing old.csv", "Rule,Go to flow\nA1,track\n")
        .with("out.csv", "Rule,Go to flow\nR1,welcome\n")
        .with("contacts.csv", "Name,Phone\nAna,1\n")
        .with("broken.csv", "\"never closed\n");
    Happening one = new Happening();

    BotReading reading = shop.read(ReadOptions.standard());

    assertThat(one.decide(reading.orThrow(), one.text("hi")).rule()).isEqualTo("R1");
    String why =
        ": this file is not read: only routing.csv routes, or what bot.yaml lists under tables";
    assertThat(sentences(reading))
        .filteredOn(sentence -> sentence.contains("is not read"))
        .containsExactly(
            "broken.csv" + why, "contacts.csv" + why, "out.csv" + why, "routing old.csv" + why);
  }

  @Test
  void saysWhatWasSeenWhereAWorkbookHasAnotherNameOrOtherSheets() {
    LeafShop named = new LeafShop(folder).with("Bot v2.xlsx", "x").with("bot.ods", "x");
    named.without("routing.csv");

    assertThat(sentences(named.read(ReadOptions.standard())))
        .contains(
            "Bot v2.xlsx: this workbook is not read: the one that is read is called bot.xlsx",
            "bot.ods: this workbook is not read: expected an Excel workbook (.xlsx) called bot.xlsx, so save it as one",
            "routing.csv: expected a routing table, but found none: \"Bot v2.xlsx\" is not read, since the workbook of a bot is called bot.xlsx");
  }

  @Test
  void namesTheSheetsOfAWorkbookWithoutARoutingSheet() throws IOException {
    LeafShop shop = new LeafShop(folder);
    shop.without("routing.csv");
    shop.write();
    try (OutputStream out = Files.newOutputStream(folder.resolve("bot.xlsx"));
        Workbook workbook = new Workbook(out, "t", "1.0")) {
      workbook.newWorksheet("Export Summary").value(0, 0, "x");
      workbook.newWorksheet("Routing - Table 1").value(0, 0, "Rule");
      workbook.finish();
    }

    BotReading reading = BotFolder.read(folder, ChannelCatalog.none(), ReadOptions.standard());

    assertThat(sentences(reading))
        .containsExactly(
            "bot.xlsx sheet Routing - Table 1: this sheet is not read; did you mean \"Routing\"?",
            "bot.xlsx: expected a sheet called Routing, but it has the sheets \"Export Summary\", \"Routing - Table 1\"; give the one with the column Rule that name");
  }

  @Test
  void warnsOfTextsThatWereReadInTheWrongEncoding() {
    LeafShop shop = new LeafShop(folder)
        .with("routing.csv", "Rule,Says,Go to flow\nR1,promociÃ³n,welcome\nR2,caf\uFFFD,track\n")
        .with("texts.csv", "Key,en\ntrack.s,5 â‚¬\n")
        .with("flows/track.yaml", "flow: track\nsteps:\n- { id: s, say: \"FÃ¼r Sie\" }\n")
        .with("other.csv", "Ã¼\n");
    String saved =
        "looks like text that was read in the wrong encoding and saved so; write it again, and save the file as UTF-8";

    assertThat(sentences(shop.read(ReadOptions.standard())))
        .filteredOn(sentence -> sentence.contains("encoding"))
        .containsExactly(
            "flows/track.yaml:3: \"FÃ¼r\" " + saved,
            "routing.csv:2: \"promociÃ³n\" " + saved,
            "routing.csv:3: \"caf\uFFFD\" " + saved,
            "texts.csv:2: \"â‚¬\" " + saved);
  }

  @Test
  void neverAsksARowThatIsSwitchedOffButChecksItAllTheSame() {
    LeafShop shop = new LeafShop(folder)
        .with(
            "routing.csv",
            "Rule,Says,Go to flow,Active\nR1,hi,track,no\nR2,,welcome,\nR3,bye,nowhere,off\n");

    assertThat(sentences(shop.read(ReadOptions.standard())))
        .containsExactly(
            "routing.csv:4: R3: Go to flow: expected the name of a flow, but was \"nowhere\"");
    shop.with("routing.csv", "Rule,Says,Go to flow,Active\nR1,hi,track,no\nR2,,welcome,Yes\n");
    BotVersion version = shop.load();
    Happening one = new Happening();
    assertThat(one.decide(version, one.text("hi")).rule()).isEqualTo("R2");
    RoutingTable table = ((DroolsRouter) version.router()).table();
    assertThat(table.off()).extracting(TableRow::id).containsExactly("R1");
    assertThat(table.written()).extracting(TableRow::id).containsExactly("R1", "R2");
  }

  @Test
  void doesNotWaitForWhatIsNoPlainFile() throws IOException {
    new LeafShop(folder).write();
    // A pipe is made by no class of Java; a socket is a file of the same sort.
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("flows/s.yaml")));

      assertThat(sentences(BotFolder.read(folder, ChannelCatalog.none(), ReadOptions.standard())))
          .containsExactly(
              "flows/s.yaml: expected a plain file, but was a pipe, a socket or a device");
    }
  }

  @Test
  void warnsOfFilesWhoseNamesNearlyEndAsThoseThatAreRead() {
    LeafShop shop = new LeafShop(folder)
        .with("rules/x.DRL", "rule")
        .with("flows/more.yaml.txt", "flow: more")
        .with("decisions/desk.CSV", "Rule")
        .with("flows/notes.md", "x");

    assertThat(sentences(shop.read(ReadOptions.standard())))
        .containsExactly(
            "flows/more.yaml.txt: this file is not read: expected a name that ends in .yaml, in small letters and with nothing behind it",
            "decisions/desk.CSV: this file is not read: expected a name that ends in .csv, in small letters and with nothing behind it",
            "rules/x.DRL: this file is not read: expected a name that ends in .drl, in small letters and with nothing behind it");
  }

  @Test
  void refusesLinksAndFilesThatAreTooLarge() throws IOException {
    new LeafShop(folder).write();
    Path outside = Files.createTempFile("outside", ".csv");
    Files.createSymbolicLink(folder.resolve("linked.csv"), outside);
    Files.createSymbolicLink(folder.resolve("flows/linked.yaml"), outside);
    Files.write(folder.resolve("flows/huge.yaml"), new byte[FolderFiles.MAX_BYTES + 1]);

    BotReading reading = BotFolder.read(folder, ChannelCatalog.none(), ReadOptions.standard());

    Files.delete(outside);
    assertThat(sentences(reading))
        .containsExactly(
            "linked.csv: expected a file or folder of the bot itself, but was a link to another place",
            "flows/huge.yaml: expected a file of at most 5 MB, but was larger",
            "flows/linked.yaml: expected a file or folder of the bot itself, but was a link to another place");
  }

  @Test
  void ignoresFilesOfOthersButWarnsOfNamesThatLookMistyped() {
    LeafShop shop = new LeafShop(folder)
        .with("README.md", "x")
        .with(".git/config", "x")
        .with("bot.yml", "x")
        .with("flow/x.yaml", "x")
        .with("word.csv", "Rule,Go to flow\nW1,welcome\n");

    BotReading reading = shop.read(ReadOptions.standard());

    assertThat(reading.version()).isPresent();
    assertThat(sentences(reading))
        .containsExactly(
            "bot.yml: this name means nothing here; did you mean \"bot.yaml\"?",
            "flow: this name means nothing here; did you mean \"flows\"?",
            "word.csv: this file is not read; did you mean \"words.csv\"?");
  }

  @Test
  void tellsOfFoldersThatAreNotRead() {
    LeafShop shop = new LeafShop(folder)
        .with("flows/sub/more.yaml", "flow: more\nsteps:\n- { id: a, say: x }\n");

    assertThat(sentences(shop.read(ReadOptions.standard())))
        .containsExactly(
            "flows/sub: this folder is not read; what belongs to the bot stands in flows itself");
  }

  @Test
  void doesNotCallUnknownWhatStandsInAFileThatCannotBeRead() {
    LeafShop shop = new LeafShop(folder)
        .with(
            "routing.csv",
            "Rule,Says,At,Go to flow\nR1,in STOP_WORDS,shop,opt_out\nR2,,late,welcome\nR3,,,nowhere\n")
        .with("words.csv", "Lst,Words\nSTOP_WORDS,stop\n")
        .with("hours.csv", "Name,Open\nshop,always\nlate,20:00-22:00\n")
        .with("flows/welcome.yaml", "flow: welcome\nsteps: [\n");

    assertThat(sentences(shop.read(ReadOptions.standard())))
        .containsExactly(
            "words.csv: expected a header row with the column List, but found none (did you mean \"List\" by \"Lst\"?)",
            "hours.csv:2: shop: Open: expected days and times such as Mon-Fri 09:00-17:00, or the name of opening hours, but was \"always\"",
            "flows/welcome.yaml:3: expected a value, but the text ends",
            "routing.csv:4: R3: Go to flow: expected the name of a flow, but was \"nowhere\"");
  }

  @Test
  void doesNotTellWhatOnlyFollowsFromHoursThatCannotBeRead() {
    LeafShop shop = new LeafShop(folder)
        .with(
            "routing.csv",
            "Rule,What happened,At,During a question,Go to flow\nR0,text,late,end it,opt_out\nR1,message,shop,,welcome\nR2,message,,,track\n")
        .with("hours.csv", "Name,Open\nshop,8h-19h\nlate,20:00-22:00\n");

    assertThat(sentences(shop.read(ReadOptions.standard().proving(ReadOptions.Proofs.ALL))))
        .contains("hours.csv:2: shop: Open: expected a time such as 09:00, but was \"8h\"")
        .noneMatch(told -> told.contains("never wins"))
        .noneMatch(told -> told.contains("expected a row"));
  }

  @Test
  void doesNotTellTheTextsOfAFlowThatIsMissing() {
    LeafShop shop = new LeafShop(folder)
        .with("bot.yaml", "bot: leaf\nlanguages: [en, nl]\n")
        .with("texts.csv", "Key,nl\ngone.hello,Hallo\nstray.hello,Hallo\n")
        .with("routing.csv", "Rule,Go to flow\nR1,gone\n");

    assertThat(sentences(shop.read(ReadOptions.standard())))
        .contains("routing.csv:2: R1: Go to flow: expected the name of a flow, but was \"gone\"")
        .anyMatch(told -> told.contains("no step reads \"stray.hello\""))
        .noneMatch(told -> told.contains("no step reads \"gone.hello\""));
  }

  @Test
  void tellsARowThatTakesEveryTextOnceAndNotAllRowsBelowIt() {
    LeafShop shop = new LeafShop(folder)
        .with(
            "routing.csv",
            "Rule,What happened,During a question,Go to flow\nR1,text,end it,opt_out\nR2,text,interrupt,track\nR3,message,,welcome\n");

    assertThat(sentences(shop.read(ReadOptions.standard().proving(ReadOptions.Proofs.ALL))))
        .anyMatch(told -> told.startsWith("routing.csv:2: R1: During a question: every text ends"))
        .noneMatch(told -> told.contains("never wins"));
  }

  @Test
  void tellsWhatABotCannotBeWithout() {
    BotReading reading =
        BotFolder.read(folder, ChannelCatalog.none(), ReadOptions.standard().forced());

    assertThat(reading.version()).isEmpty();
    assertThat(sentences(reading))
        .containsExactly(
            "bot.yaml: expected the file bot.yaml, but found none",
            "flows: expected at least 1 flow in flows/*.yaml, or in flows.csv where they live in the host, but found none",
            "routing.csv: expected a routing table, but found none");
    assertThatThrownBy(() -> BotFolder.load(folder.resolve("nowhere"), ChannelCatalog.none()))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(folder.resolve("nowhere") + ": expected a bot's folder, but found nothing");
  }

  @Test
  void forcingLoadsABotThatIsWrongButCanBeRead() {
    LeafShop loop = new LeafShop(folder)
        .with(
            "flows/track.yaml",
            "flow: track\nsteps:\n- { id: a, say: x, next: b }\n- { id: b, say: y, next: a }\n");

    assertThat(loop.read(ReadOptions.standard()).version()).isEmpty();
    assertThat(loop.read(ReadOptions.standard().forced()).version()).isPresent();
    loop.with("routing.csv", "Rule,Channel,Go to flow\nR1,Telegramm,welcome\n");
    assertThat(loop.read(ReadOptions.standard().forced()).version()).isEmpty();
  }

  @Test
  void warnsOfRowsThatAreOverAndOfEventsThatLookMistyped() {
    LeafShop shop = new LeafShop(folder)
        .with(
            "routing.csv",
            "Rule,What happened,Valid until,Last flow,Go to flow\nR1,,2026-01-31,,welcome\nR2,delivry failed,,,welcome\nR3,cart abandoned,,,welcome\nR4,,,trak,welcome\n");

    BotReading reading = shop.read(ReadOptions.standard().on(LocalDate.parse("2026-02-01")));

    assertThat(sentences(reading))
        .containsExactly(
            "routing.csv:2: R1: Valid until: the row no longer counts: it was valid until 2026-01-31, and today is 2026-02-01",
            "routing.csv:3: R2: What happened: \"delivry failed\" is taken as an event of your own; did you mean \"delivery failed\"?",
            "routing.csv:5: R4: Last flow: expected the name of a flow, but was \"trak\" (did you mean \"track\"?)");
  }
}
