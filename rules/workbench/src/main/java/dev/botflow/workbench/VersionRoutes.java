package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.workbench.file.ReadFiles;
import dev.botflow.workbench.live.Live;
import java.util.List;
import java.util.Optional;

/** The calls that open a published version's files, which nobody writes. */
final class VersionRoutes {
  private static final String FILES = "/api/v1/versions/{number}/files";

  private final Optional<Live> live;

  VersionRoutes(Optional<Live> live) {
    this.live = live;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", FILES, Role.VIEW, this::names),
        new Route("GET", FILES + "/{file}", Role.VIEW, this::read),
        new Route("GET", FILES + "/{folder}/{file}", Role.VIEW, this::read));
  }

  private ReadFiles files(Call call) {
    Live now = live.orElseThrow(LiveRoutes::missing);
    long number = LiveRoutes.number("number", call.name("number"));
    if (now.folder().versions().stream().noneMatch(note -> note.number() == number)) {
      throw new Problem(
          404, "version " + number + ": expected one that was published, but there is none");
    }
    return new ReadFiles(now.folder().files(number));
  }

  private Response names(Call call) {
    ReadFiles files = files(call);
    ObjectNode node = TableJson.object();
    ArrayNode list = node.putArray("files");
    files.names().forEach((name, table) -> list.addObject().put("file", name).put("table", table));
    return JsonBody.answer(200, node);
  }

  private Response read(Call call) {
    String name =
        (call.names().containsKey("folder") ? call.name("folder") + "/" : "") + call.name("file");
    ReadFiles.Shown file = files(call)
        .read(name)
        .orElseThrow(
            () -> new Problem(404, name + ": expected a file of this version, but there is none"));
    ObjectNode node = TableJson.object().put("file", file.name()).put("text", file.text());
    node.set("columns", TableJson.texts(file.columns()));
    ArrayNode rows = node.putArray("rows");
    file.rows().forEach(row -> {
      ArrayNode cells = rows.addArray().add(row.line()).add(row.comment() ? "section" : "row");
      row.cells().forEach(cells::add);
    });
    return JsonBody.answer(200, node);
  }
}
