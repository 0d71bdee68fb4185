package dev.botflow.store;

import dev.botflow.event.SessionKey;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Of which apps something is meant.
 *
 * @param apps their ids
 * @param others true if all but these are meant
 */
public record AppScope(Set<String> apps, boolean others) {
  private static final AppScope ALL = new AppScope(Set.of(), true);

  public AppScope {
    apps = Collections.unmodifiableSet(new TreeSet<>(apps));
  }

  /** All apps there are. */
  public static AppScope all() {
    return ALL;
  }

  /** One app. */
  public static AppScope of(String appId) {
    return new AppScope(Collections.singleton(appId), false);
  }

  /** All but these. */
  public static AppScope except(Set<String> apps) {
    return new AppScope(apps, true);
  }

  /** True if the session is one of an app that is meant. */
  public boolean covers(SessionKey key) {
    return apps.stream().anyMatch(key::isOf) != others;
  }
}
