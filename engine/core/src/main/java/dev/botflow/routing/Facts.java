package dev.botflow.routing;

import dev.botflow.answer.Reading;
import dev.botflow.cell.Values;
import dev.botflow.cell.WeekTimes;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.Content;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventKind;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.flow.Bot;
import dev.botflow.message.ChannelLimits;
import dev.botflow.session.Button;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.TurnRecord;
import dev.botflow.text.Paths;
import dev.botflow.text.WordLists;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The flat facts of one event, as rules see them. What they say of the event, the session and the host never changes;
 * what rules write goes to the {@link Deliberation}, for which {@link #stage}, {@link #candidates}, {@link #offer} and
 * {@link #derive} are the words of a rule file. Made for one decision by one thread.
 *
 * <p>Rules ask by accessor ({@code agentActive}, {@code channel}) or by name ({@code number("spend")}); the names are
 * those of texts and conditions.
 */
public final class Facts implements Values {
  private final InboundEvent event;
  private final Session session;
  private final BotVersions versions;
  private final Map<String, Object> hostFacts;
  private final boolean anyDelivery;
  private final Instant at;
  private final @Nullable Button tapped;
  private final @Nullable OpenQuestion question;
  private final @Nullable SentMessage reported;
  private final Deliberation deliberation;

  // Found out when first asked for: most events meet no row that asks for a time.
  private @Nullable LocalDateTime localTime;
  private @Nullable Map<String, Object> eventValues;
  private @Nullable Map<String, Object> deliveryValues;

  private Facts(Situation situation) {
    this.event = situation.event();
    this.session = situation.session();
    this.versions = situation.versions();
    this.hostFacts = situation.hostFacts();
    this.anyDelivery = situation.anyDelivery();
    this.at = situation.at();
    this.tapped = tapped(event, session);
    this.question = session.openQuestion() == null
        ? null
        : OpenQuestion.of(session, versions, event, tapped, localTime()).orElse(null);
    this.reported = event instanceof DeliveryReport report ? reported(report, session) : null;
    this.deliberation = new Deliberation(this);
  }

  /** The facts of an event, with the open question's reading of it. */
  public static Facts of(Situation situation) {
    return new Facts(situation);
  }

  private static @Nullable Button tapped(InboundEvent event, Session session) {
    String postback = event.postbackData();
    if (postback == null) {
      return null;
    }
    for (int i = session.buttons().size() - 1; i >= 0; i--) {
      if (session.buttons().get(i).postback().equals(postback)) {
        return session.buttons().get(i);
      }
    }
    return null;
  }

  private static @Nullable SentMessage reported(DeliveryReport report, Session session) {
    String id = report.metadata() != null ? report.metadata() : report.header().messageMetadata();
    return session.sent().stream()
        .filter(sent -> sent.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  // What happened, and to whom.

  public InboundEvent event() {
    return event;
  }

  public Session session() {
    return session;
  }

  public EventKind kind() {
    return event.kind();
  }

  /** True for what a contact sends on purpose. */
  public boolean message() {
    return event.kind().isMessage();
  }

  public ChannelContext context() {
    return event.context();
  }

  /** The channel; null for events without one. */
  public @Nullable Channel channel() {
    return event.context().channelIdentifier();
  }

  /** The channel's limits; those of an unknown channel where the event has none. */
  public ChannelLimits limits() {
    Channel channel = channel();
    return versions
        .live()
        .channels()
        .limits(channel == null ? Channel.CHANNEL_UNSPECIFIED : channel);
  }

  /** True if the channel shows buttons natively. */
  public boolean showsButtons() {
    return limits().shows(ChannelLimits.Feature.CHOICE);
  }

  /**
   * What Says compares: the text, or the caption of what was sent; for a button the label of our choice, else its
   * postback. Null for other events.
   */
  public @Nullable String says() {
    if (tapped != null) {
      return tapped.label();
    }
    if (event instanceof MessageReceived message
        && message.content() instanceof Content.Media media) {
      return media.caption();
    }
    return event.postbackData() != null ? event.postbackData() : event.text();
  }

  /** True if no message of this contact was handled before. */
  public boolean isNew() {
    return !session.known();
  }

  public boolean returning() {
    return session.known();
  }

  /** True if only legal flows may speak to the contact on this channel. */
  public boolean optedOut() {
    return session.optedOutOn(channel());
  }

  public boolean agentActive() {
    return session.agentActive();
  }

  public int misses() {
    return session.misses();
  }

  public @Nullable String lastFlow() {
    return session.lastFlow();
  }

  /** The contact's language, else the bot's primary one. */
  public String language() {
    return contactValue("language") instanceof String language
        ? language
        : bot().settings().primaryLanguage();
  }

  // When.

  /** The event's time in the bot's zone. */
  public LocalDateTime localTime() {
    LocalDateTime known = localTime;
    if (known == null) {
      known = LocalDateTime.ofInstant(at, bot().settings().zone());
      localTime = known;
    }
    return known;
  }

  public LocalDate localDate() {
    return localTime().toLocalDate();
  }

  /** 0 is Monday 00:00 in the bot's zone. */
  public int minuteOfWeek() {
    return WeekTimes.minuteOfWeek(localTime());
  }

  // The open question.

  public boolean questionOpen() {
    return question != null;
  }

  /** True if only rows that end it may break in. */
  public boolean interruptible() {
    return question == null || question.interruptible();
  }

  /** True if the open question is of a strict type, which beats interrupting rows. */
  public boolean strictQuestion() {
    return question != null && question.strict();
  }

  /** True if the open question takes the event as an answer. */
  public boolean answers() {
    return question != null && question.reading() instanceof Reading.Accepted;
  }

  /** True for a tapped button that the open question offered. */
  public boolean standingButton() {
    return question != null && OpenQuestion.standing(tapped, question.run(), question.step());
  }

  /** True for a button of a run that is over, of another contact, or of nobody. */
  public boolean staleButton() {
    return event.kind().equals(EventKind.BUTTON) && !standingButton();
  }

  /** True if the bot does nothing on stale buttons. */
  public boolean ignoresStaleButtons() {
    return bot().settings().ignoreStaleButtons();
  }

  /** How the open question stands to this event. */
  public TurnRecord.Question questionState() {
    if (!message() || !questionOpen()) {
      return TurnRecord.Question.NONE;
    }
    if (strictQuestion() && answers() || standingButton()) {
      return TurnRecord.Question.ANSWERED;
    }
    return interruptible() ? TurnRecord.Question.INTERRUPTIBLE : TurnRecord.Question.FIRM;
  }

  // By name.

  @Override
  public @Nullable Object value(String name) {
    Object derived = deliberation.derived(name);
    if (derived != null) {
      return derived;
    }
    Object known = FactNames.value(this, name);
    return known != null ? known : Paths.get(hostFacts, name);
  }

  /** A fact as text; null if absent. */
  public @Nullable String text(String name) {
    Object value = value(name);
    return value == null ? null : value.toString();
  }

  /** A fact as a number; NaN, which compares as false, if absent or no number. */
  public double number(String name) {
    Object value = value(name);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    try {
      return value instanceof String text ? new BigDecimal(text.strip()).doubleValue() : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** True if a fact is there and is true, or is not empty. */
  public boolean has(String name) {
    Object value = value(name);
    return value != null && !Boolean.FALSE.equals(value) && !"".equals(value);
  }

  @Nullable
  Object contactValue(String name) {
    Object own = Paths.get(session.contact(), name);
    return own != null || hostFacts.isEmpty() ? own : Paths.get(hostFacts, "contact." + name);
  }

  @Nullable
  Object eventValue(String name) {
    if (eventValues == null) {
      eventValues = EventValues.event(event);
    }
    return Paths.get(eventValues, name);
  }

  @Nullable
  Object deliveryValue(String name) {
    if (!(event instanceof DeliveryReport report)) {
      return null;
    }
    if (deliveryValues == null) {
      deliveryValues = EventValues.delivery(report, reported);
    }
    return Paths.get(deliveryValues, name);
  }

  // What rules say and do: the deliberation's.

  /** The stage rules are asked at now. */
  public Stage stage() {
    return deliberation.stage();
  }

  /** Rows that may fit at this stage. */
  public List<? extends Row> candidates() {
    return deliberation.candidates();
  }

  /** Offers a candidate; the first in the order of stage, rank and place wins. */
  public void offer(Candidate candidate) {
    deliberation.offer(candidate);
  }

  /** Adds a fact, for a bot's own rules; it hides one of the same name. */
  public void derive(String name, Object value) {
    deliberation.derive(name, value);
  }

  /** How these facts come to a decision; for the router. */
  public Deliberation deliberation() {
    return deliberation;
  }

  /** The bot's word lists. */
  public WordLists words() {
    return bot().words();
  }

  Bot bot() {
    return versions.live().bot();
  }

  BotVersions versions() {
    return versions;
  }

  boolean anyDelivery() {
    return anyDelivery;
  }

  @Nullable
  SentMessage reported() {
    return reported;
  }

  @Nullable
  OpenQuestion question() {
    return question;
  }

  @Nullable
  Button tapped() {
    return tapped;
  }

  /** The kind, channel and stage; nothing personal. */
  @Override
  public String toString() {
    return "Facts[" + kind() + " on " + channel() + " at " + stage().name().toLowerCase(Locale.ROOT)
        + "]";
  }
}
