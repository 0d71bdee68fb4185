package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.UnknownEvent;
import dev.botflow.sinch.webhook.SinchEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sample events are whole webhook bodies that the connector reads and the sample's Sinch knows the contacts of. */
class SampleEventsTest {
  private static final Instant RECEIVED = Instant.parse("2026-03-02T12:00:00Z");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("events"))) {
      return files.sorted().toList();
    }
  }

  private static InboundEvent read(String name) throws IOException {
    return SinchEvents.read(Files.readAllBytes(Path.of("events", name + ".json")), RECEIVED);
  }

  @Test
  void eachIsReadAsWhatItsNameSays() throws IOException {
    Map<String, EventKind> endings = new LinkedHashMap<>();
    endings.put("-text", EventKind.TEXT);
    endings.put("-order", EventKind.TEXT);
    endings.put("-order-number", EventKind.TEXT);
    endings.put("-stop", EventKind.TEXT);
    endings.put("-start", EventKind.TEXT);
    endings.put("-choice", EventKind.BUTTON);
    endings.put("-choice-forged", EventKind.BUTTON);
    endings.put("-media", EventKind.MEDIA);
    endings.put("-location", EventKind.LOCATION);
    endings.put("-opt-in", EventKind.OPT_IN_SUCCEEDED);
    endings.put("-opt-in-failed", EventKind.OPT_IN_FAILED);
    endings.put("-opt-out", EventKind.OPT_OUT_SUCCEEDED);
    endings.put("-typing", EventKind.TYPING);
    endings.put("-reaction", EventKind.REACTION);
    endings.put("-delivered", EventKind.DELIVERED);
    endings.put("-delivery-failed", EventKind.DELIVERY_FAILED);
    endings.put("-read", EventKind.READ);
    endings.put("-unsupported", EventKind.UNSUPPORTED);
    endings.put("-conversation-started", EventKind.CONVERSATION_STARTED);
    endings.put("-contact-created", EventKind.CONTACT_CREATED);
    endings.put("-capability", EventKind.CAPABILITY_RESULT);
    List<String> unnamed = new ArrayList<>();
    for (Path file : files()) {
      String name = file.getFileName().toString().replace(".json", "");
      String ending = name.substring(name.indexOf('-'));
      if (!endings.containsKey(ending)) {
        unnamed.add(name);
        continue;
      }

      InboundEvent event = read(name);

      assertThat(event.kind()).as(name).isEqualTo(endings.get(ending));
      Channel channel = event.context().channelIdentifier();
      assertThat(channel).as(name).isNotNull();
      assertThat(channel.name().toLowerCase(Locale.ROOT))
          .isEqualTo(name.substring(0, name.indexOf('-')));
      assertThat(event.context().appId()).as(name).isEqualTo(Platform.APP);
      assertThat(event.context().projectId()).as(name).isEqualTo(Platform.PROJECT);
      assertThat(event.header().at())
          .as(name)
          .isBetween("2026-03-02T09:00:00Z", "2026-03-02T09:05:00Z");
    }
    assertThat(unnamed).containsExactly("channel-event", "unknown-trigger");
  }

  @Test
  void everyChannelSinchNamesHasAText() throws IOException {
    for (Channel channel : Channel.known()) {
      if (!channel.equals(Channel.CHANNEL_UNSPECIFIED)) {
        InboundEvent event = read(channel.name().toLowerCase(Locale.ROOT) + "-text");

        assertThat(event.context().channelIdentity())
            .isEqualTo(SampleContacts.identities().get(channel.name()));
        assertThat(event.text()).isEqualTo("hi");
      }
    }
  }

  @Test
  void oneIsOfNoKnownKindAndOneConcernsNobody() throws IOException {
    assertThat(read("unknown-trigger"))
        .isInstanceOfSatisfying(
            UnknownEvent.class,
            event -> assertThat(event.keys()).contains("leaf_shop_garden_party"));
    assertThat(read("channel-event").context().hasContact()).isFalse();
  }

  @Test
  void noTwoOfThemAreTheSameEvent() throws IOException {
    List<String> keys = new ArrayList<>();
    for (Path file : files()) {
      keys.add(SinchEvents.read(Files.readAllBytes(file), RECEIVED).header().dedupeKey());
    }

    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void playedAfterTheTextTheChoiceAnswersTheQuestionOfTheShippedBot() throws IOException {
    // Given
    Play play = Play.of(Bots.shipped(), "WHATSAPP", "{}");
    play.player().play(read("whatsapp-text"));

    // When
    var played = play.player().play(read("whatsapp-choice"));

    // Then
    assertThat(played).singleElement().satisfies(line -> {
      assertThat(line.decision()).isEqualTo("answer");
      assertThat(line.waitingAt()).isEqualTo("welcome.number");
    });
  }

  @Test
  void playedAfterTheTextTheFailedDeliveryIsRescuedBySms() throws IOException {
    // Given
    Play play = Play.of(Bots.shipped(), "WHATSAPP", "{}");
    play.player().play(read("whatsapp-text"));

    // When
    var played = play.player().play(read("whatsapp-delivery-failed"));

    // Then
    assertThat(played).singleElement().satisfies(line -> {
      assertThat(line.rule()).isEqualTo("R05");
      assertThat(Play.texts(line))
          .singleElement()
          .asString()
          .startsWith("Leaf & Co: our WhatsApp message");
      assertThat(line.messages().get(0).to().channel()).isEqualTo(Channel.SMS);
      assertThat(line.waitingAt()).isEqualTo("welcome.topic");
    });
  }
}
