package dev.botflow.turn;

import dev.botflow.cell.Values;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageRequested;
import dev.botflow.event.TimerFired;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.message.Address;
import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.Outgoing;
import dev.botflow.message.TemplateMessage;
import dev.botflow.message.TextMessage;
import dev.botflow.message.Variants;
import dev.botflow.session.Button;
import dev.botflow.session.Run;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.OutboxRow;
import dev.botflow.template.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns what a step says into messages on their way out: variant, language, values, buttons, address. */
final class Sender {
  /** Somebody who wrote within this time waits for what comes. */
  private static final Duration ANSWERING = Duration.ofMinutes(1);

  private Sender() {}

  /**
   * Sends the step's wording for the channel.
   *
   * @param variants texts are templates; a choice's postback is its id
   * @return why it cannot be sent; null if it went out, or was held back since the contact opted out
   */
  static @Nullable String send(
      TurnState turn, Step step, Variants variants, UnaryOperator<Outbound> finish) {
    Address to = address(turn, step.head().channel());
    if (to == null) {
      return nobody(step);
    }
    Duration silence = silence(turn, to.channel());
    Optional<Outbound> late = variants.late(to.channel(), silence);
    if (late.isPresent()) {
      return sendWorded(turn, step, to, finish.apply(late.get()));
    }
    Optional<Outbound> wording = variants.on(to.channel());
    if (wording.isEmpty()) {
      turn.warn(step, "there is no wording for " + to.channel() + " and no default");
      return null;
    }
    String closed = outsideWindow(turn, to.channel(), silence, wording.get());
    if (closed != null) {
      return closed;
    }
    Channel variant = variants.byChannel().containsKey(to.channel()) ? to.channel() : null;
    return sendWorded(
        turn, step, to, finish.apply(new Wording(turn, step).worded(wording.get(), variant)));
  }

  /**
   * Sends a message whose texts (templates) are in the contact's language already.
   *
   * @return why it cannot be sent; null if it went out, or was held back since the contact opted out
   */
  static @Nullable String sendWorded(TurnState turn, Step step, Outbound worded) {
    Address to = address(turn, step.head().channel());
    return to == null ? nobody(step) : sendWorded(turn, step, to, worded);
  }

  private static @Nullable String sendWorded(
      TurnState turn, Step step, Address to, Outbound worded) {
    return sendRendered(
        turn, step, to, worded.mapTexts(text -> render(turn, step, text)), shown(turn, worded));
  }

  /**
   * Sends a message that is what the contact reads, and no template.
   *
   * @return why it cannot be sent; null if it went out, or was held back since the contact opted out
   */
  static @Nullable String sendAsIs(TurnState turn, Step step, Outbound message) {
    Address to = address(turn, step.head().channel());
    if (to == null) {
      return nobody(step);
    }
    String closed = outsideWindow(turn, to.channel(), silence(turn, to.channel()), message);
    return closed != null ? closed : sendRendered(turn, step, to, message, null);
  }

  /** @param masked the message as people may read it later; null for as it is sent */
  private static @Nullable String sendRendered(
      TurnState turn, Step step, Address to, Outbound rendered, @Nullable Outbound masked) {
    Outbound message = Fitting.shaped(rendered);
    if (rendered instanceof CardMessage && !(message instanceof CardMessage)) {
      turn.warn(step, "the card has no title, so its text is sent");
    }
    Optional<String> empty = Fitting.emptyParameter(message);
    if (empty.isPresent()) {
      return "expected a text for the template's parameter " + empty.get() + ", but was empty";
    }
    ChannelLimits limits = turn.version().channels().limits(to.channel());
    List<Outbound> parts = Fitting.parts(message, limits);
    if (parts.size() > 1) {
      String tooLong = "a text of " + Fitting.length(message) + " characters is more than "
          + to.channel() + " takes";
      if (turn.version().bot().settings().failsIfTooLong()) {
        return tooLong;
      }
      turn.warn(step, tooLong + ", so it is sent in " + parts.size() + " parts");
    }
    Outbound shown = masked;
    for (Outbound part : parts) {
      String problem = put(turn, step, to, withButtons(turn, step, part), shown);
      if (problem != null) {
        return problem;
      }
      // The first part stands for all that is masked.
      shown = shown == null ? null : new TextMessage(Sensitive.MASK);
    }
    return null;
  }

  /** The message as people may read it later, where the bot keeps what it says; null if nothing in it is sensitive. */
  private static @Nullable Outbound shown(TurnState turn, Outbound worded) {
    if (turn.versions.live().bot().settings().keepTexts() == null) {
      return null;
    }
    Sensitive sensitive = Sensitive.of(turn);
    AtomicBoolean masked = new AtomicBoolean();
    Values values = name -> {
      Object value = turn.values().value(name);
      Object shown = value == null ? null : sensitive.masked(name, value);
      if (shown != null && !shown.equals(value)) {
        masked.set(true);
      }
      return shown;
    };
    Outbound shown =
        worded.mapTexts(text -> Template.parse(text).render(values, turn.style(), absent -> {}));
    return masked.get() ? Fitting.shaped(shown) : null;
  }

  /**
   * How long the contact wrote nothing on this channel, by the event's time, or the clock's if that is earlier; null if it
   * never did.
   */
  private static @Nullable Duration silence(TurnState turn, Channel channel) {
    return silence(turn.before, channel, turn.facts.event().at(), turn.now);
  }

  static @Nullable Duration silence(Session session, Channel channel, Instant at, Instant now) {
    Instant heard = session.heard().get(channel);
    return heard == null ? null : Duration.between(heard, at.isAfter(now) ? now : at);
  }

  /** Why the channel would refuse the message: nobody wrote there of late, and it is no template. */
  private static @Nullable String outsideWindow(
      TurnState turn, Channel channel, @Nullable Duration silence, Outbound message) {
    return outsideWindow(turn.version().channels().limits(channel), silence, message);
  }

  static @Nullable String outsideWindow(
      ChannelLimits limits, @Nullable Duration silence, Outbound message) {
    int hours = limits.windowHours();
    boolean open = hours == 0
        || message instanceof TemplateMessage
        || (silence != null && silence.compareTo(Duration.ofHours(hours)) < 0);
    return open
        ? null
        : limits.channel() + " takes free text only within " + hours
            + " h of the contact's last message";
  }

  private static String nobody(Step step) {
    return "expected a contact or an identity on "
        + (step.head().channel() == null
            ? "the channel of the reply"
            : step.head().channel())
        + ", but none is known";
  }

  static String render(TurnState turn, Step step, String template) {
    return Template.parse(template).render(turn.values(), turn.style(), turn.absentIn(step));
  }

  /** Where a step's messages go; null if nobody can be reached there. */
  private static @Nullable Address address(TurnState turn, @Nullable Channel wanted) {
    Address reply = turn.replyTo();
    if (reply == null) {
      return wanted == null ? null : first(turn, wanted);
    }
    if (wanted == null || wanted.equals(reply.channel())) {
      return reply;
    }
    String identity = turn.before.identities().get(wanted);
    return reply.contactId() == null && identity == null
        ? null
        : new Address(reply.appId(), wanted, reply.contactId(), identity);
  }

  /** The address of a contact who never wrote, on the channel a step names. */
  private static @Nullable Address first(TurnState turn, Channel wanted) {
    ChannelContext context = turn.facts.context();
    String identity = turn.before.identities().get(wanted);
    boolean known = context.contactId() != null || identity != null;
    return context.appId() == null || !known
        ? null
        : new Address(context.appId(), wanted, context.contactId(), identity);
  }

  private static @Nullable String put(
      TurnState turn, Step step, Address to, Outbound message, @Nullable Outbound shown) {
    Flow flow = turn.flow();
    if (turn.optedOutOn(to.channel()) && (flow == null || !flow.legal())) {
      turn.record(
          TraceEntry.Suppressed.step(turn.frame().flow(), step.id(), "the contact opted out"));
      return null;
    }
    if (saysNothing(message)) {
      turn.warn(step, "there is nothing to say: what it says is absent");
      return null;
    }
    int index = turn.outbox.size();
    String id = turn.ids.message(turn.before.key(), turn.facts.event(), turn.turn(), index);
    String correlation = turn.facts.event().header().correlationId();
    Outgoing outgoing = new Outgoing(id, to, message, correlation, step.head().typing());
    turn.outbox.add(
        new OutboxRow(outgoing, turn.before.key(), turn.turn(), index, turn.now, 0, turn.now)
            .later(isLater(turn)));
    if (shown != null) {
      turn.shown.put(id, shown);
    }
    boolean routable =
        turn.run().kind() != Run.Kind.DELIVERY && !(turn.facts.event() instanceof DeliveryReport);
    turn.sent.add(new SentMessage(id, turn.frame().flow(), step.id(), routable, ""));
    return null;
  }

  /** What time or the host sends gives way to answers, and what goes on after a short delay is part of one. */
  static boolean isLater(TurnState turn) {
    InboundEvent event = turn.facts.event();
    boolean answers = !(event instanceof TimerFired
        || event instanceof HostEvent
        || event instanceof MessageRequested);
    return !answers
        && turn.before.heard().values().stream()
            .noneMatch(heard -> heard.plus(ANSWERING).isAfter(turn.now));
  }

  /** True for what Sinch would refuse as empty; a card needs its title, media its URL. */
  static boolean saysNothing(Outbound message) {
    if (message instanceof MediaMessage media) {
      return media.url().isBlank();
    }
    return message instanceof CardMessage card
        ? card.title().isBlank()
        : message.readable().isBlank();
  }

  // Buttons.

  private static Outbound withButtons(TurnState turn, Step step, Outbound message) {
    UnaryOperator<Choice> button = choice -> button(turn, step, choice);
    if (message instanceof ChoiceMessage choice) {
      return new ChoiceMessage(choice.text(), mapped(choice.choices(), button));
    }
    if (message instanceof CardMessage card) {
      return card(card, button);
    }
    if (message instanceof CarouselMessage carousel) {
      return new CarouselMessage(
          carousel.cards().stream().map(card -> card(card, button)).toList(),
          mapped(carousel.outer(), button));
    }
    if (message instanceof ListMessage list) {
      return new ListMessage(
          list.title(),
          list.text(),
          list.sections().stream()
              .map(section -> new ListMessage.Section(
                  section.title(),
                  section.rows().stream()
                      .map(row -> new ListMessage.Row(
                          (Choice.Reply) button.apply(row.choice()), row.description()))
                      .toList()))
              .toList());
    }
    return message;
  }

  private static CardMessage card(CardMessage card, UnaryOperator<Choice> button) {
    return card.withChoices(mapped(card.choices(), button));
  }

  private static List<Choice> mapped(List<Choice> choices, UnaryOperator<Choice> button) {
    return choices.stream().map(button).toList();
  }

  /** Gives a choice its real postback and remembers that it was offered. */
  private static Choice button(TurnState turn, Step step, Choice choice) {
    String id = choice.postback() == null ? choice.label() : choice.postback();
    String flow = turn.frame().flow();
    String postback = turn.ids.postback(turn.before.key(), turn.run().id(), flow, step.id(), id);
    turn.buttons.removeIf(button -> button.postback().equals(postback));
    turn.buttons.add(new Button(postback, turn.run().id(), flow, step.id(), id, choice.label()));
    return choice.withPostback(postback);
  }
}
