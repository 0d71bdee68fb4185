package dev.botflow.routing;

import dev.botflow.answer.AnswerType;
import dev.botflow.answer.OfferedChoice;
import dev.botflow.answer.Question;
import dev.botflow.answer.Reading;
import dev.botflow.answer.ReadingContext;
import dev.botflow.answer.Reply;
import dev.botflow.event.Content;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.HostStep;
import dev.botflow.flow.Step;
import dev.botflow.session.Button;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.text.LanguageTags;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The question that takes the next message, and what the event is to it; a flow of the host's that waits is one.
 *
 * @param step the step that asked
 * @param run its run
 * @param reading what the event is to it; not understood for events that are no messages
 * @param interruptible false if only rows that end it may break in
 * @param strict true if it beats rows that interrupt
 */
record OpenQuestion(Step step, Run run, Reading reading, boolean interruptible, boolean strict) {
  private static final String NO_MESSAGE = "no message";

  /** The open question of a session; empty if there is none, or if its step is gone from its bot version. */
  static Optional<OpenQuestion> of(
      Session session,
      BotVersions versions,
      InboundEvent event,
      @Nullable Button tapped,
      LocalDateTime now) {
    if (session.openQuestion() == null) {
      return Optional.empty();
    }
    Run run = session.runs().get(session.runs().size() - 1);
    Frame frame = run.top();
    BotVersion version = versions.number(frame.botVersion());
    return version
        .bot()
        .flow(frame.flow())
        .flatMap(flow -> flow.step(frame.step()))
        .flatMap(step -> of(step, session, run, version, event, tapped, now));
  }

  private static Optional<OpenQuestion> of(
      Step step,
      Session session,
      Run run,
      BotVersion version,
      InboundEvent event,
      @Nullable Button tapped,
      LocalDateTime now) {
    boolean message = event.kind().isMessage();
    Reading none = new Reading.NotUnderstood(NO_MESSAGE);
    if (step instanceof AskStep ask) {
      return Optional.of(new OpenQuestion(
          ask,
          run,
          message ? read(ask, session, run, version, event, tapped, now) : none,
          ask.interruptible(),
          ask.question().strict()));
    }
    return step instanceof HostStep host
        ? Optional.of(new OpenQuestion(
            host,
            run,
            message ? read(host, session, run, version, event, tapped, now) : none,
            true,
            false))
        : Optional.empty();
  }

  /** A flow of the host's takes every message but a button that is over, and learns which of its choices is meant. */
  private static Reading read(
      HostStep step,
      Session session,
      Run run,
      BotVersion version,
      InboundEvent event,
      @Nullable Button tapped,
      LocalDateTime now) {
    if (tapped != null) {
      return standing(tapped, run, step)
          ? new Reading.Accepted(tapped.choice(), tapped.choice())
          : new Reading.NotUnderstood("expected a button of this question, but was another");
    }
    List<OfferedChoice> offered = session.buttons().stream()
        .filter(button -> standing(button, run, step))
        .map(button -> new OfferedChoice(button.choice(), button.label(), List.of()))
        .toList();
    Reading meant = AnswerType.choice()
        .read(
            new Reply(event.kind(), event.text(), null, null),
            context(session, version, offered, now));
    return !offered.isEmpty() && meant instanceof Reading.Accepted
        ? meant
        : new Reading.Accepted("", null);
  }

  private static Reading read(
      AskStep step,
      Session session,
      Run run,
      BotVersion version,
      InboundEvent event,
      @Nullable Button tapped,
      LocalDateTime now) {
    String choice = standing(tapped, run, step) && tapped != null ? tapped.choice() : null;
    Reply reply = new Reply(event.kind(), event.text(), choice, value(event));
    return step.question().read(reply, context(session, version, offered(step, session, run), now));
  }

  private static ReadingContext context(
      Session session, BotVersion version, List<OfferedChoice> offered, LocalDateTime now) {
    return new ReadingContext(
        now,
        languages(session, version.bot().settings()),
        offered,
        version.bot().words());
  }

  /** The contact's language first, if the bot speaks it, then the bot's: 1.500 is not the same number everywhere. */
  private static List<String> languages(Session session, BotSettings settings) {
    Object own = session.contact().get("language");
    String tag = own == null ? "" : own.toString().strip().replace('_', '-');
    if (tag.isEmpty() || LanguageTags.best(tag, settings.languages()).isEmpty()) {
      return settings.languages();
    }
    List<String> languages = new ArrayList<>(settings.languages());
    languages.removeIf(one -> one.equalsIgnoreCase(tag));
    languages.add(0, tag);
    return languages;
  }

  /** True if the tapped button was offered by the open question itself. */
  static boolean standing(@Nullable Button tapped, Run run, Step step) {
    return tapped != null
        && tapped.run().equals(run.id())
        && tapped.flow().equals(run.top().flow())
        && tapped.step().equals(step.id());
  }

  /** The choices with the labels this contact read last. */
  private static List<OfferedChoice> offered(AskStep step, Session session, Run run) {
    List<OfferedChoice> offered = new ArrayList<>();
    for (Question.Option option : step.question().options()) {
      String label = option.label();
      for (Button button : session.buttons()) {
        if (standing(button, run, step) && button.choice().equals(option.id())) {
          label = button.label();
        }
      }
      offered.add(new OfferedChoice(option.id(), label, option.also()));
    }
    return offered;
  }

  /** What media and locations hold, for the questions that ask for them. */
  static @Nullable Map<String, Object> value(InboundEvent event) {
    if (!(event instanceof MessageReceived message)) {
      return null;
    }
    Map<String, Object> value = new LinkedHashMap<>();
    if (message.content() instanceof Content.Media media) {
      value.put("url", media.url());
      put(value, "caption", media.caption());
      put(value, "filename", media.filename());
      return value;
    }
    if (message.content() instanceof Content.Location location) {
      put(value, "title", location.title());
      put(value, "label", location.label());
      value.put("latitude", java.math.BigDecimal.valueOf(location.latitude()));
      value.put("longitude", java.math.BigDecimal.valueOf(location.longitude()));
      return value;
    }
    return null;
  }

  private static void put(Map<String, Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }
}
