package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.report.SampleJson;
import dev.botflow.error.Finding;
import dev.botflow.workbench.draft.BoundFinding;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Findings with the row and column they stand at, and a try that shows them. */
final class FindingJson {
  private FindingJson() {}

  static ArrayNode bound(Collection<BoundFinding> findings) {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    for (BoundFinding bound : findings) {
      ObjectNode node = of(bound.finding())
          .put("key", bound.key())
          .put("fix", bound.fix())
          .put("old", bound.old());
      if (bound.column() >= 0) {
        node.put("column", bound.column());
      }
      nodes.add(node);
    }
    return nodes;
  }

  static ArrayNode plain(Collection<Finding> findings) {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    findings.forEach(finding -> nodes.add(of(finding)));
    return nodes;
  }

  private static ObjectNode of(Finding finding) {
    ObjectNode node = TableJson.object()
        .put("severity", TableJson.word(finding.severity()))
        .put("code", finding.code())
        .put("sentence", finding.message())
        .put("file", finding.place().file());
    if (finding.place().line() > 0) {
      node.put("line", finding.place().line());
    }
    node.put("flow", finding.place().flow()).put("step", finding.place().step());
    node.set("sample", sample(finding));
    return node;
  }

  private static @Nullable ObjectNode sample(Finding finding) {
    ObjectNode sample = SampleJson.of(finding.sample());
    if (sample == null || finding.sample() == null) {
      return null;
    }
    ObjectNode node = TableJson.object().put("at", sample.path("at").asText());
    node.set("facts", sample.path("given"));
    if (finding.sample().channel() != null) {
      node.putArray("channels").add(finding.sample().channel());
    }
    ObjectNode event = node.putObject("event").put("kind", "sample");
    event.set("body", sample.path("event"));
    return node;
  }
}
