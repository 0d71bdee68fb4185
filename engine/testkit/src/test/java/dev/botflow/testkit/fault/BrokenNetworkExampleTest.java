package dev.botflow.testkit.fault;

// docs:begin
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.TextMessage;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.api.ConversationApi;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import java.net.URI;
import org.junit.jupiter.api.Test;

class BrokenNetworkExampleTest {
  private final Outgoing hello = new Outgoing(
      "message 1",
      new Address("A", Channel.SMS, null, "447700900201"),
      new TextMessage("Hi"),
      null);

  @Test
  void anAnswerThatIsLostLeavesADoubtAndCostsOneDuplicate() {
    HistoryChecker history = new HistoryChecker();
    try (SinchSimulator sinch =
            SinchSimulator.builder().project("P").app("A").key("key", "secret").start();
        FaultProxy proxy = FaultProxy.before(URI.create(sinch.baseUrl()).getPort());
        ConversationApi api =
            ConversationApi.open(SinchConfig.of("P", "A", "key", "secret", Region.EU)
                .baseUrls(proxy.url(), sinch.tokenUrl()))) {
      proxy.script(FaultScript.of(Fault.cutAfter())); // the first answer is lost, the others come

      while (!(api.send(hello).join() instanceof SendOutcome.Sent)) {
        history.unknown(hello.id());
        history.recorded(hello.id());
      }

      sinch.sentMessages().forEach(message -> history.sent(message.messageMetadata()));
    }
    history.acknowledged("contact 1", "event 1");
    history.applied("contact 1", 1, "event 1");
    history.planned("contact 1", hello.id());
    history.check().assertSound();
    assertThat(history.check().summary())
        .contains("1 messages, 2 sent, 1 duplicates of 1 unknown outcomes");
  }
}
// docs:end
