package dev.botflow.flow.read;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.Target;
import dev.botflow.text.WordLists;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one flow file (YAML, rules/REFERENCE.md). Everything wrong in it is reported at once, each with file, line and step; a flow
 * with errors is read as far as it can be, so that later checks find the rest.
 */
public final class FlowReader {
  private final WordLists words;
  private final List<Channel> extraChannels;
  private final Findings findings;

  /**
   * @param words the bot's word lists, for conditions
   * @param extraChannels channels beyond those Sinch names
   * @param findings where what is wrong is reported
   */
  public FlowReader(WordLists words, List<Channel> extraChannels, Findings findings) {
    this.words = words;
    this.extraChannels = List.copyOf(extraChannels);
    this.findings = findings;
  }

  /**
   * Reads a flow.
   *
   * @param file the file's path in the bot's folder
   * @param yaml its text
   * @return empty if the file is no flow at all
   */
  public Optional<Flow> read(String file, String yaml) {
    Place place = Place.of(file);
    return YamlNode.read(file, yaml, findings)
        .flatMap(node -> Fields.of(node, place, "", findings))
        .flatMap(fields -> flow(file, fields));
  }

  private Optional<Flow> flow(String file, Fields fields) {
    Optional<String> name = fields.required("flow");
    List<YamlNode> items = fields.items("steps");
    if (!fields.has("steps") || items.isEmpty()) {
      fields.error("missing", "steps: expected at least 1 step, but was 0");
    }
    String flowName = name.orElse(file);
    Place place = Place.of(file).step(flowName, null);
    Set<String> ids = ids(items);
    StepReader steps = new StepReader(place, ids, words, extraChannels, findings);
    Map<String, Step> read = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      Step step = steps.read(items.get(i), "steps[" + i + "]").orElse(null);
      if (step != null && read.putIfAbsent(step.id(), step) != null) {
        findings.error(
            "duplicate-id",
            step.head().place(),
            "id: expected an id no other step of this flow has, but was \"" + step.id()
                + "\" a second time");
      }
    }
    boolean legal = fields.flag("legal", false);
    boolean beside =
        fields.word("again", "replace", List.of("replace", "beside")).equals("beside");
    List<String> returns = fields.texts("returns");
    Target onError = steps.target("on_error", fields);
    fields.finish(List.of());
    if (name.isEmpty() || read.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Flow(flowName, file, legal, returns, onError, read, beside));
  }

  private static Set<String> ids(List<YamlNode> items) {
    Set<String> ids = new LinkedHashSet<>();
    for (YamlNode item : items) {
      if (item instanceof YamlNode.Mapping mapping
          && mapping.entries().get("id") != null
          && mapping.entries().get("id").value() instanceof YamlNode.Scalar id) {
        ids.add(id.text().strip());
      }
    }
    return ids;
  }
}
