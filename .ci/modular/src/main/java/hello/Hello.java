package hello;

import dev.botflow.BotFlow;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.Content;
import dev.botflow.event.EventHeader;
import dev.botflow.event.MessageReceived;
import dev.botflow.rules.BotFolder;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.turn.Turn;
import java.nio.file.Path;
import java.time.Instant;

/** One message through a bot, rules and all. */
public final class Hello {
  private Hello() {}

  /** What the bot of {@code folder} makes of "hi" on WhatsApp. */
  public static Turn hello(Path folder) {
    try (BotFlow botFlow = BotFlow.builder()
        .bot(BotFolder.load(folder, SinchChannelLimits.all()))
        .build()) {
      ChannelContext contact =
          new ChannelContext(Channel.WHATSAPP, "32470000001", "C1", "APP", null, null);
      EventHeader header =
          EventHeader.own("MESSAGE_INBOUND", contact, Instant.parse("2026-01-05T09:00:00Z"), "e1");
      return botFlow.handle(
          new MessageReceived(header, "e1", new Content.Text("hi"), null, null, null, false));
    }
  }
}
