package dev.botflow.authoring.io;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import dev.botflow.text.Suggestion;
import java.util.List;

/** The channel somebody names for a chat. */
public final class ChatChannel {
  private ChatChannel() {}

  /**
   * The channel of a word: Sinch's name, a friendly one, or one the bot lists itself. Of several, as with Viber, the first.
   *
   * @param where what to blame, such as {@code --channel}
   * @throws BotFlowException if it is none of them
   */
  public static Channel of(String word, BotVersion bot, String where) {
    List<Channel> meant = Channel.meantBy(word).orElse(List.of());
    if (!meant.isEmpty()) {
      return meant.get(0);
    }
    return bot.bot().settings().extraChannels().stream()
        .filter(extra -> extra.name().equalsIgnoreCase(word.strip()))
        .findFirst()
        .orElseThrow(() -> new BotFlowException(where
            + ": expected a channel such as WHATSAPP or SMS, but was \""
            + word
            + "\""
            + Suggestion.hint(word, Channel.friendlyNames())));
  }
}
