package dev.botflow;

import dev.botflow.audit.Act;
import dev.botflow.audit.Audit;
import dev.botflow.audit.AuditTrail;
import dev.botflow.event.ChannelContext;
import dev.botflow.lookup.Contacts;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetterFilter;
import dev.botflow.store.Erased;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The engine in the hands of one person: what they do is told to the {@link Audit} before it is done, with their name and
 * why; what the audit cannot keep is not done. Got from {@link BotFlow#as}.
 */
public final class Operator {
  private final BotFlow engine;
  private final AuditTrail trail;

  Operator(BotFlow engine, AuditTrail trail) {
    this.engine = engine;
    this.trail = trail;
  }

  /**
   * Erases a person, as {@link BotFlow#erase} does.
   *
   * @throws RuntimeException if the audit cannot keep it
   */
  public CompletableFuture<Erased> erase(ChannelContext about) {
    return trail.begin(Act.ERASED, contact(about), () -> engine.erasing(about));
  }

  /** All that is kept of one person, as {@link Contacts#export} writes it. */
  public String export(ChannelContext about) {
    return trail.doing(Act.EXPORTED, contact(about), () -> engine.contacts().export(about));
  }

  /** Sends or handles after all what was given up, as {@link BotFlow#replay(String)} does. */
  public boolean replay(String id) {
    return trail.doing(Act.REPLAYED, "1 given up, id " + id, () -> engine.replaying(id));
  }

  /** Forgets what was given up, as {@link BotFlow#drop(String)} does. */
  public boolean drop(String id) {
    return trail.doing(Act.DROPPED, "1 given up, id " + id, () -> engine.dropping(id));
  }

  /** Sends or handles after all whatever this takes, as {@link BotFlow#replay(DeadLetterFilter)} does. */
  public int replay(DeadLetterFilter filter) {
    // Listed first: what fails once more is given up again, behind all others.
    List<DeadLetter> listed = engine.listed(filter);
    return trail.doing(Act.REPLAYED, about(listed, filter), () ->
        (int) listed.stream().filter(letter -> engine.replaying(letter.id())).count());
  }

  /** Forgets whatever this takes, as {@link BotFlow#drop(DeadLetterFilter)} does. */
  public int drop(DeadLetterFilter filter) {
    List<DeadLetter> listed = engine.listed(filter);
    return trail.doing(Act.DROPPED, about(listed, filter), () ->
        (int) listed.stream().filter(letter -> engine.dropping(letter.id())).count());
  }

  private static String contact(ChannelContext about) {
    return "a contact of app " + about.appId();
  }

  /** Without the reason that was asked for, which may hold what somebody wrote. */
  private static String about(List<DeadLetter> listed, DeadLetterFilter filter) {
    String kinds = filter.kinds().equals(DeadLetter.Kind.ALL)
        ? ""
        : ", "
            + filter.kinds().stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
    return listed.size() + " given up" + (filter.app() == null ? "" : ", app " + filter.app())
        + (filter.channel() == null ? "" : ", " + filter.channel().name()) + kinds
        + (filter.reason() == null ? "" : ", of some reason");
  }
}
