package dev.botflow.message;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A message to a contact, the same for all channels; the connector shows it as each channel can. In a flow its texts
 * are templates, in the outbox they are what the contact reads.
 */
public sealed interface Outbound
    permits TextMessage,
        MediaMessage,
        CardMessage,
        CarouselMessage,
        ChoiceMessage,
        ListMessage,
        LocationMessage,
        ContactInfoMessage,
        TemplateMessage {

  /**
   * The text a person reads first: text; prompt of a choice; title of a list; card title, newline, card text; media
   * caption, else its URL; template name.
   */
  String readable();

  /** The choices that carry a postback, in order; empty for messages that offer none. */
  default List<Choice> choices() {
    return List.of();
  }

  /** The same message with every text in it replaced by what {@code text} makes of it; URLs and postbacks too. */
  Outbound mapTexts(UnaryOperator<String> text);
}
