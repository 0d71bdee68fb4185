package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.report.FlowDiagram;
import dev.botflow.flow.Flow;
import dev.botflow.workbench.draft.Draft;
import dev.botflow.workbench.file.TextFiles;
import dev.botflow.workbench.rename.Rename;
import dev.botflow.workbench.rename.Renaming;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The calls about files that are edited as text: flows with their picture, scenarios in YAML, and bot.yaml. */
final class FileRoutes {
  private static final String FILES = "/api/v1/drafts/main/files";

  private final Draft draft;
  private final TextFiles files;

  FileRoutes(Draft draft) {
    this.draft = draft;
    this.files = new TextFiles(draft.folder());
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", FILES, Role.VIEW, call -> JsonBody.answer(200, names())),
        new Route("GET", FILES + "/{file}", Role.VIEW, this::read),
        new Route("GET", FILES + "/{folder}/{file}", Role.VIEW, this::read),
        new Route("POST", FILES + "/{file}", Role.EDIT, this::write),
        new Route("POST", FILES + "/{folder}/{file}", Role.EDIT, this::write),
        new Route("POST", "/api/v1/drafts/main/rename", Role.EDIT, this::rename));
  }

  private ObjectNode names() {
    ObjectNode node = TableJson.object();
    ArrayNode list = node.putArray("files");
    for (String name : files.names()) {
      Optional<Flow> flow = flow(name);
      ObjectNode file = list.addObject().put("file", name).put("kind", kind(name));
      file.put("flow", flow.map(Flow::name).orElse(null));
      file.put("steps", flow.map(one -> one.steps().size()).orElse(0));
    }
    return node;
  }

  private static String kind(String name) {
    return name.startsWith("flows/")
        ? "flow"
        : name.startsWith("scenarios/") ? "scenario" : "settings";
  }

  private static String name(Call call) {
    String folder = call.names().containsKey("folder") ? call.name("folder") + "/" : "";
    return folder + call.name("file");
  }

  private Response read(Call call) {
    String name = name(call);
    TextFiles.Text text = files
        .read(name)
        .orElseThrow(
            () -> new Problem(404, name + ": expected a text of this bot, but there is none"));
    return JsonBody.answer(200, json(text, call)).with("ETag", "\"" + text.hash() + "\"");
  }

  private Response write(Call call) {
    Fields body = call.body();
    if (!draft.isWritable()) {
      throw new Problem(422, "the folder is read-only: this program may not write into it");
    }
    try {
      TextFiles.Text text =
          files.write(name(call), body.optional("hash").orElse(""), body.text("text"));
      draft.lookAround();
      return JsonBody.answer(200, json(text, call));
    } catch (TextFiles.StaleTextException e) {
      throw new Problem(412, String.valueOf(e.getMessage()), e.theirs());
    }
  }

  private Response rename(Call call) {
    Fields body = call.body();
    String word = body.text("what");
    Rename.What what = Arrays.stream(Rename.What.values())
        .filter(one -> TableJson.word(one).equals(word))
        .findFirst()
        .orElseThrow(
            () -> body.refused("what", "rule, flow or step", body.node().get("what")));
    String flow = what == Rename.What.STEP ? body.text("flow") : "";
    String file =
        Optional.ofNullable(draft.bot().flows().get(flow)).map(Flow::file).orElse("");
    Map<String, Integer> changed = new Renaming(draft, files)
        .apply(
            new Rename(what, body.text("from"), body.text("to"), flow, file),
            call.identity().displayName());
    ObjectNode node = TableJson.object();
    ArrayNode list = node.putArray("changed");
    changed.forEach((name, count) -> list.addObject().put("file", name).put("places", count));
    return JsonBody.answer(200, node);
  }

  private ObjectNode json(TextFiles.Text text, Call call) {
    boolean mayEdit = call.identity().roles().contains(Role.EDIT);
    ObjectNode node = TableJson.object()
        .put("file", text.name())
        .put("kind", kind(text.name()))
        .put("text", text.text())
        .put("hash", text.hash())
        .put("revision", draft.revision())
        .put("editable", mayEdit && draft.isWritable() && files.isWritable(text.name()));
    Optional<Flow> flow = flow(text.name());
    node.put("flow", flow.map(Flow::name).orElse(null));
    node.set(
        "picture",
        flow.map(one -> PictureJson.of(FlowDiagram.svg(one, Set.of()))).orElse(null));
    return node;
  }

  /** The flow of a file, as far as it can be read. */
  private Optional<Flow> flow(String file) {
    return draft.bot().flows().values().stream()
        .filter(flow -> flow.file().equals(file))
        .findFirst();
  }
}
