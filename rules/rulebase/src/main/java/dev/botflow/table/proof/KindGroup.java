package dev.botflow.table.proof;

import dev.botflow.cell.Cell;
import dev.botflow.event.EventKind;
import dev.botflow.table.sheet.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of events that have the same parts: texts have a text, buttons a postback, delivery reports a reason, and no other
 * event has any of these. Boxes are cut by these groups first, so that nothing is proved of events that cannot be.
 */
enum KindGroup {
  TEXT(List.of(EventKind.TEXT)),
  BUTTON(List.of(EventKind.BUTTON)),
  OTHER_MESSAGE(List.of(EventKind.MEDIA, EventKind.LOCATION, EventKind.OTHER)),
  DELIVERY(List.of(
      EventKind.DELIVERED,
      EventKind.READ,
      EventKind.DELIVERY_FAILED,
      EventKind.SWITCHING_CHANNEL,
      EventKind.QUEUED)),
  OTHER_EVENT(List.of());

  private static final Cell ABSENT = new Cell.IsEmpty();
  private static final Cell PRESENT = new Cell.IsKnown();

  private final List<EventKind> kinds;

  KindGroup(List<EventKind> kinds) {
    this.kinds = kinds;
  }

  boolean isMessage() {
    return this == TEXT || this == BUTTON || this == OTHER_MESSAGE;
  }

  /** All events of this group; a space {@linkplain EventSpace#box keeps} it. */
  ValueClasses[] box(EventSpace space) {
    ValueClasses[] box = space.everything();
    int kind = space.place(Subject.What.HAPPENED);
    List<String> names = new ArrayList<>();
    for (KindGroup group : values()) {
      if (group == this || this == OTHER_EVENT) {
        group.kinds.forEach(one -> names.add(one.name()));
      }
    }
    ValueClasses named = space.where(Subject.What.HAPPENED, Cell.AnyOf.of(names));
    box[kind] = this == OTHER_EVENT ? box[kind].without(named) : named;
    limit(space, box, Subject.What.SAYS, this == TEXT ? null : this == BUTTON ? PRESENT : ABSENT);
    limit(space, box, Subject.What.POSTBACK, this == BUTTON ? PRESENT : ABSENT);
    limit(space, box, Subject.What.DELIVERY_REASON, this == DELIVERY ? null : ABSENT);
    limit(space, box, Subject.What.CHANNEL, isMessage() ? PRESENT : null);
    return box;
  }

  private static void limit(
      EventSpace space, ValueClasses[] box, Subject.What what, @Nullable Cell cell) {
    int place = space.place(what);
    if (place >= 0 && cell != null) {
      // "is empty" is exact, and what is known is the rest, patterns included.
      ValueClasses absent = space.where(what, ABSENT);
      box[place] = cell == ABSENT ? absent : box[place].without(absent);
    }
  }
}
