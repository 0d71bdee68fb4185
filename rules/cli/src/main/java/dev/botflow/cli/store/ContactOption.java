package dev.botflow.cli.store;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom a command is about: a contact by its id, or by what it is called on a channel. */
final class ContactOption {
  @Option(names = "--app", paramLabel = "APP", description = "The Sinch app's id.")
  private @Nullable String app;

  @Option(
      names = "--contact",
      paramLabel = "ID",
      description = "The contact's id at Sinch; with --app.")
  private @Nullable String contact;

  @Option(
      names = "--identity",
      paramLabel = "CHANNEL:IDENTITY",
      description = "The contact's number or id on a channel, such as SMS:+32470123456.")
  private @Nullable String identity;

  @Nullable
  String app() {
    return app;
  }

  boolean given() {
    return contact != null || identity != null;
  }

  @Nullable
  String contact() {
    return contact;
  }

  /** What is wrong with the options; null if nothing is. */
  @Nullable
  String problem() {
    if (contact != null && identity != null) {
      return "expected --contact or --identity, but was both";
    }
    if (contact != null && app == null) {
      return "--contact: expected --app with it, since a contact's id is of one app";
    }
    if (identity != null && (identity.indexOf(':') < 1 || identity.endsWith(":"))) {
      return "--identity: expected CHANNEL:IDENTITY, such as SMS:+32470123456, but was \""
          + identity + "\"";
    }
    return null;
  }

  /** The channel and identity; only with an identity that has no {@link #problem}. */
  Channel channel() {
    String given = String.valueOf(identity);
    return Channel.of(given.substring(0, given.indexOf(':')));
  }

  String onChannel() {
    String given = String.valueOf(identity);
    return given.substring(given.indexOf(':') + 1);
  }

  /** The contact, in an app. */
  ChannelContext in(@Nullable String ofApp) {
    return contact != null
        ? new ChannelContext(null, null, contact, ofApp, null, null)
        : new ChannelContext(channel(), onChannel(), null, ofApp, null, null);
  }
}
