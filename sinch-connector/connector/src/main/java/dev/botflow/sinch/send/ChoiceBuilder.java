package dev.botflow.sinch.send;

import dev.botflow.message.Choice;
import dev.botflow.sinch.json.Checks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a text with 1 to 10 choices ({@code choice_message}). For one thread. */
public final class ChoiceBuilder {
  private final String text;
  private final List<Choice> choices = new ArrayList<>();
  private @Nullable String footer;

  ChoiceBuilder(String text) {
    this.text = Checks.given("choice_message.text", text);
  }

  /** One more choice, of any kind. */
  public ChoiceBuilder choice(Choice choice) {
    OutboundChecks.choice("choice_message.choices", choice);
    choices.add(choice);
    Checks.count("choice_message.choices", choices.size(), 1, OutboundChecks.MAX_CHOICES);
    return this;
  }

  /** One more quick reply. */
  public ChoiceBuilder reply(String label, @Nullable String postback) {
    return choice(new Choice.Reply(label, postback));
  }

  /** A small line below, on WhatsApp; at most 60 characters. */
  public ChoiceBuilder whatsAppFooter(String line) {
    footer = Checks.within("choice_message.message_properties.whatsapp_footer", line, 60);
    return this;
  }

  /**
   * The message.
   *
   * @throws IllegalArgumentException if there is no choice
   */
  public AppMessage build() {
    Checks.count("choice_message.choices", choices.size(), 1, OutboundChecks.MAX_CHOICES);
    return MessageContent.Ready.message("choice_message", out -> {
      out.writeObjectFieldStart("text_message");
      out.writeStringField("text", text);
      out.writeEndObject();
      ContentWriter.choices(out, choices);
      ContentWriter.properties(out, "whatsapp_footer", footer);
    });
  }
}
