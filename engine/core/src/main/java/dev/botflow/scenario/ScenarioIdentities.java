package dev.botflow.scenario;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who the contact of a scenario is: ids of the form Sinch gives, the same in every play. The phone number is one of
 * those Sweden keeps free for films and books.
 */
final class ScenarioIdentities {
  static final String CONTACT = "01HX0SCENAR10C0NTACT000001";
  static final String APP = "01HX0SCENAR10APP0000000001";
  private static final String CONVERSATION = "01HX0SCENAR10C0NVERS000001";
  private static final String PROJECT = "00000000-0000-4000-8000-000000000001";
  private static final String PHONE = "46701740605";
  private static final Map<Channel, String> OTHERS = others();

  private ScenarioIdentities() {}

  static ChannelContext on(Channel channel) {
    return new ChannelContext(channel, identity(channel), CONTACT, APP, CONVERSATION, PROJECT);
  }

  /** Who a sender of a sample event is on a channel: as the event says on its own, with an identity of ours on another. */
  static ChannelContext on(Channel channel, ChannelContext sender) {
    return channel.equals(sender.channelIdentifier())
        ? sender
        : new ChannelContext(
            channel,
            identity(channel),
            sender.contactId(),
            sender.appId(),
            sender.conversationId(),
            sender.projectId());
  }

  /** A phone number, or whatever stands for a person on the channel (the Conversation API documentation). */
  static String identity(Channel channel) {
    if (!Channel.known().contains(channel)) {
      return "user-1";
    }
    return OTHERS.getOrDefault(channel, PHONE);
  }

  private static Map<Channel, String> others() {
    Map<Channel, String> others = new LinkedHashMap<>();
    others.put(Channel.CHANNEL_UNSPECIFIED, "unknown-1");
    others.put(Channel.MESSENGER, "5550000000000001");
    others.put(Channel.INSTAGRAM, "17840000000000001");
    others.put(Channel.TELEGRAM, "550000001");
    others.put(Channel.VIBER, "U2NlbmFyaW9Db250YWN0MQ==");
    others.put(Channel.LINE, "U00000000000000000000000000000001");
    others.put(Channel.KAKAOTALKCHAT, "@scenario_user_1");
    others.put(Channel.WECHAT, "oScenarioUser000000000000001");
    others.put(Channel.APPLEBC, "urn:mbid:AQAAscenario0001");
    return others;
  }
}
