package dev.botflow.sinch.config;

import dev.botflow.error.BotFlowException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where an app lives and stays; any other region answers 404 for it. There is no default.
 *
 * <p>Source: the Conversation API documentation.
 */
public enum Region {
  EU,
  US,
  BR;

  /**
   * The region of this name, in any letter case.
   *
   * @throws BotFlowException if it is none, or absent
   */
  public static Region of(@Nullable String name) {
    String wanted = name == null ? "" : name.strip().toUpperCase(Locale.ROOT);
    for (Region region : values()) {
      if (region.name().equals(wanted)) {
        return region;
      }
    }
    throw new BotFlowException(
        wanted.isEmpty()
            ? SinchConfig.REGION_MISSING
            : "sinch.region: expected EU, US or BR, but was \"" + name + "\"");
  }

  String conversationUrl() {
    return "https://" + name().toLowerCase(Locale.ROOT) + ".conversation.api.sinch.com";
  }
}
