package dev.botflow.flow.read;

import dev.botflow.cell.Condition;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.flow.Delay;
import dev.botflow.flow.StepHead;
import dev.botflow.flow.Target;
import dev.botflow.message.TextMessage;
import dev.botflow.message.Variants;
import dev.botflow.template.Template;
import dev.botflow.text.Suggestion;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step of a flow file as the reader of its kind sees it: its keys, and what several kinds may have. */
final class StepFields {
  private final String id;
  private final Fields fields;
  private final Set<String> ids;
  private final List<Channel> extraChannels;
  private final Findings findings;
  private final ConditionParser conditions;
  private final MessageReader messages;

  StepFields(
      String id,
      Fields fields,
      Set<String> ids,
      List<Channel> extraChannels,
      Findings findings,
      ConditionParser conditions,
      MessageReader messages) {
    this.id = id;
    this.fields = fields;
    this.ids = ids;
    this.extraChannels = extraChannels;
    this.findings = findings;
    this.conditions = conditions;
    this.messages = messages;
  }

  /** The step's own keys. */
  Fields fields() {
    return fields;
  }

  /** The keys of a mapping in a list; empty, and reported, if it is none. */
  Optional<Fields> item(YamlNode node, String path) {
    return Fields.of(node, fields.at(node), path, findings);
  }

  /**
   * What every step may have.
   *
   * @param plainNext true if {@code next} is one target; false if the kind reads it
   */
  StepHead head(boolean plainNext) {
    YamlNode when = fields.node("when");
    YamlNode next = plainNext ? fields.node("next") : null;
    Target onError = target("on_error", fields);
    return new StepHead(
        id,
        when == null ? null : conditions.parse(when, fields.at(when)),
        delay(fields),
        next == null ? null : target("next", next, fields),
        onError,
        channel(fields),
        fields.place(),
        fields.flag("typing", false));
  }

  private @Nullable Channel channel(Fields fields) {
    String word = fields.text("channel");
    if (word == null) {
      return null;
    }
    Channel asWritten = Channel.of(word.strip());
    if (Channel.known().contains(asWritten) || extraChannels.contains(asWritten)) {
      return asWritten;
    }
    List<Channel> meant = Channel.meantBy(word).orElse(List.of());
    if (meant.size() == 1) {
      return meant.get(0);
    }
    fields.error(
        "unknown-channel",
        "channel: expected one channel such as SMS, but was \"" + word + "\""
            + Suggestion.hint(word, Channel.friendlyNames()));
    return null;
  }

  private @Nullable Delay delay(Fields fields) {
    YamlNode node = fields.node("delay");
    if (node == null) {
      return null;
    }
    if (node instanceof YamlNode.Scalar) {
      Duration duration = fields.duration("delay");
      return duration == null ? null : new Delay.For(duration);
    }
    return fields.fields("delay").map(this::until).orElse(null);
  }

  private @Nullable Delay until(Fields fields) {
    String time = fields.required("until").orElse("");
    fields.finish(List.of());
    try {
      return new Delay.Until(LocalTime.parse(time));
    } catch (DateTimeException e) {
      fields.error(
          "unreadable",
          fields.path("until") + ": expected a time such as 09:00, but was \"" + time + "\"");
      return null;
    }
  }

  // Targets.

  /** A step of this flow, else a flow; whether that flow exists is checked when all flows are read. */
  Target target(String word) {
    return target(word, ids);
  }

  static Target target(String word, Set<String> ids) {
    if (word.equals("end")) {
      return new Target.End();
    }
    return ids.contains(word) ? new Target.ToStep(word) : new Target.ToFlow(word);
  }

  /** Where a key leads; null if it is absent. */
  @Nullable
  Target target(String key, Fields fields) {
    YamlNode node = fields.node(key);
    return node == null ? null : target(key, node, fields);
  }

  /** A word as {@link #target(String)}, or a call of a flow; null, and reported, if it is neither. */
  @Nullable
  Target target(String key, YamlNode node, Fields fields) {
    if (node instanceof YamlNode.Scalar scalar) {
      return target(scalar.text().strip());
    }
    if (node instanceof YamlNode.Mapping) {
      Optional<Fields> inner = Fields.of(node, fields.at(node), fields.path(key), findings);
      if (inner.isPresent() && inner.get().has("call")) {
        Target.Calling calling = calling(inner.get(), "then");
        inner.get().finish(List.of());
        return calling;
      }
    }
    fields.broken(key, node, "expected a step, a flow, end, or { call: FLOW, then: STEP }");
    return null;
  }

  Target.Calling calling(Fields fields, String thenKey) {
    Target then = target(thenKey, fields);
    Map<String, String> save = new LinkedHashMap<>();
    fields
        .textMap("save")
        .forEach((name, result) -> save.put(
            name, result.startsWith("result.") ? result.substring("result.".length()) : result));
    return new Target.Calling(
        fields.required("call").orElse(""), templates("with", fields), save, then);
  }

  /** The targets below a key, by exit. */
  Map<String, Target> targets(String key, Fields fields) {
    Map<String, Target> targets = new LinkedHashMap<>();
    fields.fields(key).ifPresent(inner -> {
      for (String exit : inner.keys()) {
        YamlNode node = inner.node(exit);
        Target target = node == null ? null : target(exit, node, inner);
        if (target != null) {
          targets.put(exit, target);
        }
      }
    });
    return targets;
  }

  // Texts and conditions.

  Condition condition(YamlNode when, Fields in) {
    return conditions.parse(when, in.at(when));
  }

  /** The step's message. */
  Variants variants(String key) {
    YamlNode node = fields.node(key);
    return node == null
        ? Variants.of(new TextMessage(""))
        : messages.variants(node, fields.place(), key);
  }

  /** A text that is rendered later, checked now; null if the key is absent. */
  @Nullable
  String checked(String key, Fields fields) {
    String text = fields.text(key);
    if (text != null) {
      messages.checkTemplate(text, fields.place(), fields.path(key));
    }
    return text;
  }

  Map<String, Template> templates(String key, Fields fields) {
    Map<String, Template> templates = new LinkedHashMap<>();
    fields
        .textMap(key)
        .forEach((name, text) -> templates.put(name, template(key + "." + name, text, fields)));
    return templates;
  }

  Template template(String key, String text, Fields fields) {
    try {
      return Template.parse(text);
    } catch (BotFlowException e) {
      fields.error("unreadable-text", key + ": " + e.getMessage());
      return Template.parse("");
    }
  }
}
