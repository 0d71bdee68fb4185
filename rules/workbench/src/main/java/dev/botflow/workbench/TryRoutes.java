package dev.botflow.workbench;

import dev.botflow.authoring.io.OutputFile;
import dev.botflow.authoring.record.SavedScenario;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotReading;
import dev.botflow.scenario.RoutingPreview;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.workbench.draft.Draft;
import dev.botflow.workbench.trial.Trial;
import dev.botflow.workbench.trial.TrialEvent;
import dev.botflow.workbench.trial.TrialPhone;
import dev.botflow.workbench.trial.TrialSetting;
import dev.botflow.workbench.trial.TrialTurn;
import dev.botflow.workbench.trial.Trials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The calls that try and test the draft; it is played in memory as it stands, saved or not. */
final class TryRoutes {
  private static final String MAIN = "/api/v1/drafts/main";
  private static final String TRY = MAIN + "/try";
  private static final String ONE = TRY + "/{conversation}";

  private final Draft draft;
  private final Trials trials;

  TryRoutes(Draft draft, Clock clock) {
    this.draft = draft;
    this.trials = new Trials(draft.folder(), clock);
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", TRY, Role.VIEW, this::play),
        new Route("GET", ONE, Role.VIEW, this::view),
        new Route("DELETE", ONE, Role.VIEW, this::end),
        new Route("DELETE", ONE + "/turns/last", Role.VIEW, this::takeBack),
        new Route("GET", ONE + "/explanation", Role.VIEW, this::explain),
        new Route("POST", ONE + "/scenario", Role.EDIT, this::saveScenario));
  }

  private Trial.On bot() {
    return played(draft);
  }

  /** The draft as it stands, to play on. */
  static Trial.On played(Draft draft) {
    long revision = draft.revision();
    BotReading reading = draft.reading();
    List<Finding> errors = reading.findings().stream().filter(Finding::isError).toList();
    BotVersion version = reading
        .version()
        .orElseThrow(() -> new Problem(
            409,
            errors.isEmpty()
                ? "the draft: expected a bot that can be played, but it is none"
                : errors.get(0).sentence(),
            errors));
    return new Trial.On(revision, version, errors);
  }

  private Response play(Call call) {
    Fields body = call.body();
    Trial.On bot = bot();
    Optional<TrialEvent> event = body.object("event").map(TalkJson::event);
    Trial trial;
    if (body.has("conversation")) {
      trial = found(call, body.text("conversation"));
      trial.with(setting(body, Optional.of(trial.setting()), event, bot), bot);
    } else {
      TrialSetting setting = setting(body, Optional.empty(), event, bot);
      trial = trials.begin(call.identity().name(), setting);
    }
    try {
      Trial.View view =
          event.isPresent() ? trial.play(routed(event.get(), trial), bot) : trial.on(bot);
      return JsonBody.answer(200, TalkJson.of(view, bot));
    } catch (BotFlowException e) {
      if (!body.has("conversation")) {
        trials.end(call.identity().name(), trial.id());
      }
      throw e;
    }
  }

  private static TrialSetting setting(
      Fields body, Optional<TrialSetting> before, Optional<TrialEvent> event, Trial.On bot) {
    List<String> channels = body.has("channels")
        ? body.texts("channels", 100)
        : before.map(TrialSetting::channels).orElseGet(() -> List.of(first(event, bot)));
    return new TrialSetting(
        channels,
        body.has("at") ? body.text("at") : before.map(TrialSetting::at).orElse(null),
        text(body, "facts", before.map(TrialSetting::facts)),
        text(body, "stubs", before.map(TrialSetting::stubs)));
  }

  private static String text(Fields body, String name, Optional<String> before) {
    return body.object(name)
        .map(fields -> new String(JsonBody.write(fields.node()), StandardCharsets.UTF_8))
        .orElseGet(() -> before.orElse(TrialSetting.NONE));
  }

  /** The phone of a trial that names none: the sample's, or the first the bot speaks of. */
  private static String first(Optional<TrialEvent> event, Trial.On bot) {
    if (event.isPresent()
        && event.get() instanceof TrialEvent.Sample sample
        && sample.ownChannel() != null) {
      return String.valueOf(sample.ownChannel());
    }
    return DraftRoutes.channels(Optional.of(bot.version())).get(0);
  }

  /** A sample happens on the phone of its channel, or on the first. */
  private static TrialEvent routed(TrialEvent event, Trial trial) {
    if (!(event instanceof TrialEvent.Sample sample) || sample.channel() != null) {
      return event;
    }
    List<String> phones = trial.setting().channels();
    String own = phones.stream()
        .filter(phone -> phone.equalsIgnoreCase(sample.ownChannel()))
        .findFirst()
        .orElse(phones.get(0));
    return new TrialEvent.Sample(sample.body(), own);
  }

  private Trial found(Call call, String id) {
    return trials
        .find(call.identity().name(), id)
        .orElseThrow(() -> new Problem(
            404, "conversation: expected one that is under way, but it is over: begin a new one"));
  }

  private Response view(Call call) {
    Trial trial = found(call, call.name("conversation"));
    Trial.On bot = bot();
    return JsonBody.answer(200, TalkJson.of(trial.on(bot), bot));
  }

  private Response end(Call call) {
    trials.end(call.identity().name(), call.name("conversation"));
    return Response.bare(204);
  }

  private Response takeBack(Call call) {
    Trial trial = found(call, call.name("conversation"));
    Trial.On bot = bot();
    return JsonBody.answer(200, TalkJson.of(trial.takeBack(bot), bot));
  }

  private Response explain(Call call) {
    Trial trial = found(call, call.name("conversation"));
    Trial.On bot = bot();
    TrialPhone phone = trial
        .on(bot)
        .phone(call.query("channel").orElse(""))
        .orElseThrow(
            () -> new Problem(404, "channel: expected one of the phones, but was another"));
    List<TrialTurn> turns = phone.turns();
    int number =
        call.query("turn", turns.isEmpty() ? 1 : turns.get(turns.size() - 1).number(), 1, 1_000);
    RoutingPreview asked = turns.stream()
        .filter(turn -> turn.number() == number)
        .findFirst()
        .flatMap(phone::asked)
        .orElseThrow(() ->
            new Problem(404, "turn: expected one in which something happened, but was " + number));
    int from = call.query("from", 0, 0, 1_000_000);
    int rows = call.query("rows", 200, 1, 1_000);
    return JsonBody.answer(
        200,
        new ExplanationJson(draft.tables().stream()
                .filter(table -> table.kind() == SheetKind.ROUTING)
                .map(table -> draft.table(table.file()))
                .toList())
            .of(bot, asked, from, rows));
  }

  private Response saveScenario(Call call) {
    Trial trial = found(call, call.name("conversation"));
    Fields body = call.body();
    String name = body.text("name");
    String file = "scenarios/" + name + ".yaml";
    Path path = scenarioFile(name, file);
    SavedScenario saved =
        trial.saved(body.text("channel"), name, file, body.truth("keepTexts"), bot());
    OutputFile.write(path, saved.yaml());
    StringBuilder sentence = new StringBuilder("saved " + file)
        .append(saved.problem().map(problem -> ", which " + problem).orElse(", which passes"));
    saved.kept().forEach(kept -> sentence.append("; ").append(kept));
    return JsonBody.answer(
        201,
        TableJson.object()
            .put("file", file)
            .put("sentence", sentence.toString())
            .put("yaml", saved.yaml()));
  }

  private Path scenarioFile(String name, String file) {
    boolean plain = !name.isEmpty()
        && name.length() <= 100
        && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    if (!plain) {
      throw new Problem(422, "name: expected letters, digits, - and _, but was \"" + name + "\"");
    }
    Path folder = draft.folder().resolve("scenarios");
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new Problem(
          422, "scenarios: expected a folder of the bot itself, but was a link or a file");
    }
    Path path = folder.resolve(name + ".yaml");
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new Problem(
          409, "name: expected one that is not taken, but " + file + " is there already");
    }
    return path;
  }
}
