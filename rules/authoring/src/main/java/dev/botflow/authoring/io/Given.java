package dev.botflow.authoring.io;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import dev.botflow.text.Paths;
import dev.botflow.yaml.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Facts somebody supposes: those of a session go into the session ({@code new}, {@code returning}, {@code misses}, {@code
 * last_flow}, {@code agent_active}, {@code opted_out}, {@code tags}, {@code language}, {@code contact.*}, {@code session.*}),
 * all others are host facts.
 */
public final class Given {
  private static final List<String> OF_THE_EVENT = List.of("event", "delivery", "internal");

  private Map<String, Object> contact = new LinkedHashMap<>();
  private Map<String, Object> variables = new LinkedHashMap<>();
  private final Map<String, Object> hostFacts = new LinkedHashMap<>();
  private final Set<Channel> optedOut = new TreeSet<>();
  private final @Nullable GivenNames names;
  private boolean optedOutOfAll;
  private boolean known;
  private boolean agentActive;
  private int misses;
  private @Nullable String lastFlow;

  private Given(@Nullable GivenNames names) {
    this.names = names;
  }

  /** A contact nobody has met, and no host facts. */
  public static Given nothing() {
    return new Given(null);
  }

  /**
   * Reads a file of facts.
   *
   * @param names those the bot asks about
   * @throws BotFlowException if it is no map of facts, one sentence a line
   */
  public static Given read(String file, GivenNames names) {
    return of(file, InputText.read(file), names);
  }

  /**
   * Reads facts that stand in no file.
   *
   * @param file what they are called in a problem
   * @param yaml a map of facts
   * @param names those the bot asks about
   * @throws BotFlowException if it is no map of facts, one sentence a line
   */
  public static Given of(String file, String yaml, GivenNames names) {
    Findings findings = new Findings();
    Given given = new Given(names);
    Optional<YamlNode> root = YamlNode.read(file, yaml, findings);
    if (root.isPresent() && root.get() instanceof YamlNode.Mapping map) {
      map.entries()
          .forEach((name, entry) ->
              given.fact(name, new GivenValue(file, name, entry.value(), findings)));
    } else if (root.isPresent()) {
      findings.error(
          "unreadable-given",
          Place.of(file, root.get().line()),
          "expected a map of facts, but was " + root.get().found());
    }
    if (findings.hasErrors()) {
      throw new BotFlowException(
          findings.errors().stream().map(Finding::sentence).collect(Collectors.joining("\n")));
    }
    return given;
  }

  private void fact(String name, GivenValue value) {
    switch (name) {
      case "new" -> known = !value.truth();
      case "returning" -> known = value.truth();
      case "misses" -> misses = value.count();
      case "last_flow" -> lastFlow = value.text();
      case "agent_active" -> agentActive = value.truth();
      case "opted_out", "contact.opted_out" -> optOut(value);
      case "tags" -> put("contact.tags", value.list());
      case "language" -> put("contact.language", value.text());
      case "contact", "session" -> value.members().forEach(member -> fact(member.name(), member));
      default -> other(name, value);
    }
  }

  private void optOut(GivenValue value) {
    optedOut.addAll(value.channels());
    optedOutOfAll = optedOut.isEmpty() && value.truth();
  }

  private void other(String name, GivenValue value) {
    int dot = name.indexOf('.');
    if (dot > 0 && OF_THE_EVENT.contains(name.substring(0, dot))) {
      value.refuse(
          "expected a fact of the session or the host, but " + name + " comes with the event");
    } else {
      Optional<String> meant = names == null ? Optional.of(name) : names.meant(name);
      if (meant.isEmpty() && names != null) {
        value.refuse("expected a fact that this bot asks about, but was \"" + name + "\""
            + names.hint(name));
      }
      meant.ifPresent(one -> put(one, value.plain()));
    }
  }

  /**
   * The same facts with what options say of the contact.
   *
   * @param language as a tag; null as given
   * @param name the contact's name; null as given
   * @param isReturning true for a contact who wrote before
   */
  public Given with(@Nullable String language, @Nullable String name, boolean isReturning) {
    put("contact.language", language);
    put("contact.name", name);
    known |= isReturning;
    return this;
  }

  private void put(String name, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (name.startsWith("contact.")) {
      contact = Paths.with(contact, name.substring("contact.".length()), value);
    } else if (name.startsWith("session.")) {
      variables = Paths.with(variables, name.substring("session.".length()), value);
    } else {
      hostFacts.put(name, value);
    }
  }

  /** The session of a contact these facts are true of. */
  public Session session(SessionKey key) {
    return Session.fresh(key).toBuilder()
        .contact(contact)
        .variables(variables)
        .misses(misses)
        .lastFlow(lastFlow)
        .known(known)
        .agentActive(agentActive)
        .optedOut(optedOut)
        .optedOutOfAll(optedOutOfAll)
        .build();
  }

  /** True for a contact who wrote before. */
  public boolean isKnown() {
    return known;
  }

  public Map<String, Object> hostFacts() {
    return Collections.unmodifiableMap(hostFacts);
  }
}
