package dev.botflow.authoring.record;

import dev.botflow.event.ChannelContext;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.InboundEvent;
import dev.botflow.flow.AskStep;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.text.Paths;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a conversation for what is of a real person: what sensitive variables held or was typed at their question,
 * and, unless texts are kept, identities, names of the contact, addresses, accounts and long numbers.
 */
final class PersonalData {
  private static final List<String> NAMES =
      List.of("name", "first_name", "last_name", "firstname", "lastname", "full_name", "surname");

  private final Collection<String> sensitive;
  private final boolean keepTexts;
  private final Pseudonyms standIns;

  /** @param sensitive names of variables, as bot.yaml lists them */
  PersonalData(Collection<String> sensitive, boolean keepTexts, Pseudonyms standIns) {
    this.sensitive = sensitive;
    this.keepTexts = keepTexts;
    this.standIns = standIns;
  }

  /** Takes what a session holds. */
  void look(Session session) {
    for (String name : sensitive) {
      take(Paths.get(session.contact(), without(name, "contact.")));
      take(Paths.get(session.variables(), without(name, "session.")));
      frames(session, variables -> take(Paths.get(variables, name)));
    }
    if (!keepTexts) {
      for (String name : NAMES) {
        name(session.contact().get(name));
      }
      scan(session.contact());
      scan(session.variables());
      frames(session, this::scan);
    }
  }

  private static void frames(Session session, Consumer<Map<String, Object>> look) {
    for (Run run : session.runs()) {
      for (Frame frame : run.frames()) {
        look.accept(frame.variables());
      }
    }
  }

  /** Takes who an event is from, and what it says of the contact. */
  void look(InboundEvent event) {
    if (keepTexts) {
      return;
    }
    ChannelContext context = event.context();
    identity(context.channelIdentity());
    identity(context.contactId());
    if (event instanceof ContactChanged changed) {
      ContactProfile profile = changed.contact();
      profile.identities().forEach(one -> identity(one.identity()));
      identity(profile.externalId());
      name(profile.displayName());
      scan(profile.email());
    }
  }

  /** Takes a text that came while a question was open: for a sensitive variable it is sensitive though it missed. */
  void typed(String text, Optional<AskStep> question) {
    String save = question.map(AskStep::save).orElse(null);
    if (save != null && sensitive.stream().anyMatch(name -> same(name, save))) {
      take(text);
    }
    if (!keepTexts) {
      question.ifPresent(open -> reached(text, open.question().type().name()));
    }
    scan(text);
  }

  /** Takes what answers a question for how or where somebody is reached, however it is punctuated, and what misses it. */
  private void reached(String text, String type) {
    boolean letters = text.codePoints().anyMatch(Character::isLetter);
    if (type.equals("phone") && !letters) {
      standIns.take(Pseudonyms.Kind.NUMBER, text);
    } else if (type.equals("email") && text.indexOf('@') >= 0 && text.strip().indexOf(' ') < 0) {
      standIns.take(Pseudonyms.Kind.EMAIL, text);
    } else if (type.equals("location")) {
      take(text);
    }
  }

  /** Takes what stands in any other text of the conversation. */
  void scan(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(this::scan);
    } else if (value instanceof Collection<?> list) {
      list.forEach(this::scan);
    } else if (value != null && !keepTexts) {
      standIns.scan(value.toString());
    }
  }

  private void identity(@Nullable String identity) {
    if (identity != null) {
      standIns.take(Pseudonyms.Kind.IDENTITY, identity);
      // Contacts write their number with or without the sign (the Conversation API documentation).
      if (identity.startsWith("+")) {
        standIns.take(Pseudonyms.Kind.IDENTITY, identity.substring(1));
      }
    }
  }

  /** The whole name and each of its words: a contact is greeted by the first. */
  private void name(@Nullable Object name) {
    if (name != null && !name.toString().isBlank()) {
      standIns.take(Pseudonyms.Kind.NAME, name.toString());
      for (String word : name.toString().strip().split("[\\s,]+")) {
        standIns.take(Pseudonyms.Kind.NAME, word);
      }
    }
  }

  /** One of the two is the other, or a part of it. */
  private static boolean same(String name, String save) {
    return name.equals(save) || name.startsWith(save + ".") || save.startsWith(name + ".");
  }

  private static String without(String name, String scope) {
    return name.startsWith(scope) ? name.substring(scope.length()) : name;
  }

  private void take(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(this::take);
    } else if (value instanceof Collection<?> list) {
      list.forEach(this::take);
    } else if (value != null) {
      standIns.take(Pseudonyms.Kind.SENSITIVE, value.toString());
    }
  }
}
