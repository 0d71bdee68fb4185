package dev.botflow.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.LeafShop;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
  @TempDir
  Path folder;

  @Test
  void numbersVersionsAndKeepsTheOldOnes() {
    BotVersion draft = new LeafShop(folder).load();
    Publisher publisher = new Publisher(draft);
    BotVersion first = publisher.live();

    BotVersion second = publisher.publish(draft);

    assertThat(first.number()).isEqualTo(1);
    assertThat(second.number()).isEqualTo(2);
    assertThat(publisher.live()).isSameAs(second);
    assertThat(publisher.number(1)).isSameAs(first);
    assertThat(publisher.number(99)).isSameAs(second);
  }

  @Test
  void refusesToGoBack() {
    Publisher publisher = new Publisher(new LeafShop(folder).load());
    BotVersion first = publisher.live();

    assertThatThrownBy(() -> publisher.publish(first))
        .isInstanceOf(BotFlowException.class)
        .hasMessage("version 1: expected one that was never published, or a number above 1");
  }
}
