package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.BotTables;
import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.workbench.draft.Draft;
import dev.botflow.workbench.draft.DraftFindings;
import dev.botflow.workbench.draft.SaveState;
import dev.botflow.workbench.draft.TypedRow;
import dev.botflow.workbench.file.TextFiles;
import dev.botflow.workbench.live.Live;
import dev.botflow.workbench.meaning.RowMeaning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls about the tables of the draft, and what was found in them. */
final class DraftRoutes {
  private static final String MAIN = "/api/v1/drafts/main";
  private static final int MOST_COLUMNS = 1_000;

  private final Draft draft;
  private final Optional<Live> live;
  private volatile @Nullable BotVersion last;

  DraftRoutes(Draft draft, Optional<Live> live) {
    this.draft = draft;
    this.live = live;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", MAIN, Role.VIEW, call -> JsonBody.answer(200, draft())),
        new Route("GET", MAIN + "/tables/{file}", Role.VIEW, this::table),
        new Route("GET", MAIN + "/tables/{folder}/{file}", Role.VIEW, this::table),
        new Route("POST", MAIN + "/row", Role.VIEW, this::row),
        new Route("POST", MAIN + "/tables", Role.EDIT, this::make),
        new Route("POST", MAIN + "/columns", Role.EDIT, this::addColumn),
        new Route("POST", MAIN + "/ops", Role.EDIT, this::ops),
        new Route("POST", MAIN + "/save", Role.EDIT, call -> saved(draft.save())),
        new Route("POST", MAIN + "/turn-into-csv", Role.EDIT, call -> saved(draft.turnIntoCsv())),
        new Route("POST", MAIN + "/check/cells", Role.VIEW, this::checkCells),
        new Route("GET", MAIN + "/findings", Role.VIEW, call -> JsonBody.answer(200, findings())));
  }

  private ObjectNode draft() {
    DraftFindings findings = draft.findings();
    Optional<BotVersion> version = lastReadable();
    ObjectNode node = TableJson.object()
        .put("name", "main")
        .put("bot", version.map(one -> one.bot().settings().name()).orElseGet(this::folder))
        .put("folder", folder())
        .put("revision", draft.revision())
        .put("live", live.map(one -> one.folder().live()).orElse(null));
    node.set("saved", state(draft.state()));
    ArrayNode tables = node.putArray("tables");
    draft
        .tables()
        .forEach(table -> tables
            .addObject()
            .put("file", table.file())
            .put("title", table.title())
            .put("table", TableJson.word(table.kind()))
            .put("rows", table.rows() < 0 ? null : (Integer) table.rows())
            .put("revision", table.revision()));
    node.set("texts", TableJson.texts(new TextFiles(draft.folder()).names()));
    node.set("channels", TableJson.texts(channels(version)));
    node.put("zone", version.map(one -> one.bot().settings().zone().getId()).orElse("UTC"));
    node.putObject("findings")
        .put("revision", findings.revision())
        .put("proved", TableJson.word(findings.proved()))
        .put("progress", findings.progress());
    return node;
  }

  private String folder() {
    Path name = draft.folder().toAbsolutePath().normalize().getFileName();
    return name == null ? "bot" : name.toString();
  }

  /** The bot as it is, or as it was when it could be read last. */
  private Optional<BotVersion> lastReadable() {
    draft.reading().version().ifPresent(version -> last = version);
    return Optional.ofNullable(last);
  }

  /** For phones: those the bot names, then all others. */
  static List<String> channels(Optional<BotVersion> version) {
    Set<Channel> channels = new LinkedHashSet<>();
    version.map(one -> BotTables.of(one).channels()).ifPresent(named -> {
      // Two that differ most, where the bot has them: buttons on one, numbered text on the other.
      List.of(Channel.WHATSAPP, Channel.SMS).stream()
          .filter(named::contains)
          .forEach(channels::add);
      channels.addAll(named);
    });
    version.ifPresent(one -> channels.addAll(one.bot().settings().extraChannels()));
    channels.addAll(Channel.known());
    return channels.stream()
        .filter(channel -> !channel.equals(Channel.CHANNEL_UNSPECIFIED))
        .map(Channel::name)
        .toList();
  }

  private Response table(Call call) {
    boolean mayEdit = call.identity().roles().contains(Role.EDIT);
    String folder = call.names().containsKey("folder") ? call.name("folder") + "/" : "";
    ObjectNode table = TableJson.of(draft.table(folder + call.name("file")), mayEdit);
    return JsonBody.answer(200, table).with("ETag", "\"" + table.path("hash").asText() + "\"");
  }

  private Response ops(Call call) {
    Fields body = call.body();
    return JsonBody.answer(
        200,
        OpJson.applied(
            draft.apply(body.text("file"), OpJson.batch(body, call.identity().displayName()))));
  }

  private Response checkCells(Call call) {
    Fields body = call.body();
    List<TypedRow> rows = new ArrayList<>();
    for (Fields row : body.objects("rows", OpJson.MOST)) {
      rows.add(new TypedRow(row.text("key"), row.texts("cells", MOST_COLUMNS)));
    }
    ObjectNode node = TableJson.object();
    node.set("findings", FindingJson.bound(draft.checkCells(body.text("file"), rows)));
    return JsonBody.answer(200, node);
  }

  private Response make(Call call) {
    Fields body = call.body();
    String word = body.text("table");
    SheetKind kind = Arrays.stream(SheetKind.values())
        .filter(one -> TableJson.word(one).equals(word))
        .findFirst()
        .orElseThrow(() -> body.refused(
            "table", "words, hours, texts, decisions or scenarios", body.node().get("table")));
    String file = draft.make(kind, body.optional("name").orElse(""));
    return JsonBody.answer(201, TableJson.object().put("file", file));
  }

  private Response addColumn(Call call) {
    Fields body = call.body();
    return saved(draft.addColumn(body.text("file"), body.text("header")));
  }

  /** What a row says, beyond its words: a week of hours, how long a text is. */
  private Response row(Call call) {
    Fields body = call.body();
    RowMeaning meaning = draft.meaning(body.text("file"), body.texts("cells", MOST_COLUMNS));
    return JsonBody.answer(200, RowJson.of(meaning));
  }

  private ObjectNode findings() {
    DraftFindings findings = draft.findings();
    ObjectNode node = TableJson.object()
        .put("revision", findings.revision())
        .put("stale", findings.revision() != draft.revision())
        .put("proved", TableJson.word(findings.proved()))
        .put("progress", findings.progress());
    node.set("findings", FindingJson.bound(findings.findings()));
    return node;
  }

  private static Response saved(SaveState state) {
    return JsonBody.answer(200, state(state));
  }

  private static ObjectNode state(SaveState state) {
    return TableJson.object()
        .put("state", TableJson.word(state.status()))
        .put("since", state.since() == null ? null : state.since().toString())
        .put("sentence", state.problem());
  }
}
