package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.report.RowDifference;
import dev.botflow.authoring.report.VersionsJson;
import dev.botflow.publish.Review;
import dev.botflow.publish.RunningHost;
import dev.botflow.publish.VersionChange;
import dev.botflow.publish.VersionsFolder;
import dev.botflow.routing.BotVersion;
import dev.botflow.workbench.live.Comparison;
import dev.botflow.workbench.live.Live;
import dev.botflow.workbench.live.Reviewing;
import dev.botflow.workbench.live.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Versions, comparisons and reviews as the page gets them. */
final class LiveJson {
  private LiveJson() {}

  static ObjectNode versions(Live live) {
    VersionsFolder folder = live.folder();
    long now = folder.live();
    ObjectNode node = TableJson.object().put("live", now).put("reviewed", live.reviewed());
    ArrayNode versions = node.putArray("versions");
    folder
        .versions()
        .forEach(note ->
            versions.add(VersionsJson.version(TableJson.object(), note, note.number() == now)));
    ArrayNode changes = node.putArray("changes");
    folder.history().forEach(change -> changes.add(change(change)));
    ArrayNode hosts = node.putArray("hosts");
    folder.hosts().forEach(host -> hosts.add(host(host)));
    return node;
  }

  private static ObjectNode change(VersionChange change) {
    return VersionsJson.change(
        TableJson.object().put("change", TableJson.word(change.kind())), change);
  }

  private static ObjectNode host(RunningHost host) {
    return VersionsJson.host(TableJson.object(), host);
  }

  /** @param live the live version now */
  static ObjectNode comparison(Comparison comparison, long live) {
    ObjectNode node = TableJson.object()
        .put("live", live)
        .put("from", comparison.from())
        .put("to", comparison.to())
        .put("content", comparison.content());
    Map<String, List<RowDifference.Change>> byFile = new LinkedHashMap<>();
    comparison
        .changes()
        .forEach(change ->
            byFile.computeIfAbsent(change.file(), file -> new ArrayList<>()).add(change));
    ArrayNode files = node.putArray("files");
    byFile.forEach((name, changes) -> {
      ArrayNode list = files.addObject().put("file", name).putArray("changes");
      changes.forEach(
          change -> list.addObject().put("rule", change.rule()).put("sentence", change.sentence()));
    });
    node.set("scenarios", TableJson.texts(comparison.scenarios()));
    node.set("hindrances", TableJson.texts(comparison.hindrances()));
    node.set("findings", FindingJson.plain(comparison.findings()));
    node.set("waiting", comparison.waiting().map(LiveJson::waiting).orElse(null));
    return node;
  }

  private static ArrayNode waiting(List<Waiting> places) {
    ArrayNode nodes = TableJson.object().putArray("waiting");
    places.forEach(place -> nodes
        .addObject()
        .put("flow", place.flow())
        .put("step", place.step())
        .put("count", place.count())
        .put("fate", place.fate().map(TableJson::word).orElse("same")));
    return nodes;
  }

  /** @param person who asks */
  static ObjectNode reviewing(Reviewing reviewing, String person) {
    ObjectNode node = TableJson.object().put("needed", reviewing.needed());
    node.set("review", reviewing.review().map(one -> review(one, person)).orElse(null));
    node.set("withdrawn", reviewing.withdrawn().map(one -> review(one, person)).orElse(null));
    node.set("editors", TableJson.texts(reviewing.editors()));
    return node;
  }

  /** @param person who asks */
  static ObjectNode review(Review review, String person) {
    ObjectNode node =
        VersionsJson.review(TableJson.object(), review).put("mine", review.isBy(person));
    node.set("authors", TableJson.texts(review.authors()));
    return node;
  }

  /** What is live after a call that made it so. */
  static ObjectNode made(Live live, BotVersion version) {
    ObjectNode node =
        TableJson.object().put("number", version.number()).put("content", version.checksum());
    ArrayNode hosts = node.putArray("hosts");
    live.folder().hosts().forEach(host -> hosts.add(host(host)));
    return node;
  }
}
