package dev.botflow.sinch.send;

import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** Shows what would be sent: for the command line and for tests. */
public final class SinchMessages {
  private SinchMessages() {}

  /**
   * The body of {@code messages:send} for this message, without the channel properties an account may add.
   *
   * @return one JSON object, the same for the same message
   */
  public static String body(Outgoing outgoing, ChannelCatalog catalog) {
    return new String(bytes(outgoing, catalog), StandardCharsets.UTF_8);
  }

  /** As {@link #body(Outgoing, ChannelCatalog)}, in UTF-8 as it is sent. */
  public static byte[] bytes(Outgoing outgoing, ChannelCatalog catalog) {
    return new MessageWriter(catalog, Collections.emptyMap()).write(outgoing);
  }

  /**
   * The body of {@code messages:send} for this request, without the channel properties an account may add.
   *
   * @return one JSON object, the same for the same request
   */
  public static String body(String appId, SendRequest request, ChannelCatalog catalog) {
    return new String(
        new MessageWriter(catalog, Collections.emptyMap()).write(appId, request),
        StandardCharsets.UTF_8);
  }
}
