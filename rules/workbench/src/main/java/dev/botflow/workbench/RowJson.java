package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.message.SmsParts;
import dev.botflow.workbench.meaning.RowMeaning;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a row comes to, as the page draws it. */
final class RowJson {
  private RowJson() {}

  static ObjectNode of(RowMeaning meaning) {
    ObjectNode node = TableJson.object().put("source", meaning.source());
    ArrayNode week = node.putArray("week");
    meaning
        .week()
        .forEach(window -> week.addObject()
            .put("day", window.day())
            .put("from", window.from())
            .put("to", window.to()));
    node.set("closed", TableJson.texts(meaning.closed()));
    ArrayNode texts = node.putArray("texts");
    new TreeMap<>(meaning.texts()).forEach((column, length) -> {
      ObjectNode text =
          texts.addObject().put("column", column).put("characters", length.characters());
      text.set("sms", sms(length.sms()));
      ArrayNode limits = text.putArray("limits");
      length
          .limits()
          .forEach(limit ->
              limits.addObject().put("channel", limit.channel()).put("most", limit.most()));
    });
    return node;
  }

  private static @Nullable ObjectNode sms(@Nullable SmsParts sms) {
    return sms == null
        ? null
        : TableJson.object().put("parts", sms.parts()).put("sentence", sms.inWords());
  }
}
