package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.report.RowDifference;
import dev.botflow.publish.Review;
import dev.botflow.publish.RunningHost;
import dev.botflow.publish.VersionChange;
import dev.botflow.publish.VersionNote;
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
import org.jspecify.annotations.Nullable;

/** Versions, comparisons and reviews as the page gets them. */
final class LiveJson {
  private LiveJson() {}

  static ObjectNode versions(Live live) {
    VersionsFolder folder = live.folder();
    long now = folder.live();
    ObjectNode node = TableJson.object().put("live", now).put("reviewed", live.reviewed());
    ArrayNode versions = node.putArray("versions");
    folder.versions().forEach(note -> versions.add(version(note, note.number() == now)));
    ArrayNode changes = node.putArray("changes");
    folder.history().forEach(change -> changes.add(change(change)));
    ArrayNode hosts = node.putArray("hosts");
    folder.hosts().forEach(host -> hosts.add(host(host)));
    return node;
  }

  private static ObjectNode version(VersionNote note, boolean live) {
    return TableJson.object()
        .put("number", note.number())
        .put("live", live)
        .put("at", note.at().toString())
        .put("author", note.author())
        .put("note", note.note())
        .put("approvedBy", note.approvedBy())
        .put("replaced", note.replaced())
        .put("content", note.hashes().content())
        .put("folder", note.hashes().folder());
  }

  private static ObjectNode change(VersionChange change) {
    return TableJson.object()
        .put("change", TableJson.word(change.kind()))
        .put("at", change.at().toString())
        .put("from", change.from())
        .put("to", change.to())
        .put("author", change.author())
        .put("reason", change.reason())
        .put("approvedBy", change.approvedBy());
  }

  private static ObjectNode host(RunningHost host) {
    return TableJson.object()
        .put("name", host.name())
        .put("runs", host.runs())
        .put("since", host.since().toString())
        .put("seen", host.seen().toString())
        .put("refused", host.refused() == 0 ? null : (Long) host.refused())
        .put("why", host.why());
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
    Review.@Nullable Said decided = review.decided();
    ObjectNode node = TableJson.object()
        .put("number", review.number())
        .put("state", TableJson.word(review.state()))
        .put("content", review.content())
        .put("live", review.live())
        .put("by", review.asked().by())
        .put("at", review.asked().at().toString())
        .put("note", review.asked().note())
        .put("decidedBy", decided == null ? null : decided.by())
        .put("decidedAt", decided == null ? null : decided.at().toString())
        .put("decision", decided == null ? null : decided.note())
        .put("mine", review.isBy(person));
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
