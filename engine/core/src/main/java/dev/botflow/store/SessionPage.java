package dev.botflow.store;

import dev.botflow.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some sessions in the order of their keys.
 *
 * @param next the key after which the next page goes on; null at the end
 */
public record SessionPage(List<Session> sessions, @Nullable String next) {
  public SessionPage {
    sessions = List.copyOf(sessions);
  }
}
