package dev.botflow.runtime.app;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.SafeErrors;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.HostOffer;
import dev.botflow.store.AppScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which app has which bot. An app that has none is known all the same where a host named it: its bot is broken, or was
 * taken away; what is stored of it waits. Safe for use by many threads.
 */
public final class Apps {
  private static final Logger LOG = LoggerFactory.getLogger(Apps.class);

  private final HostOffer offer;
  private final @Nullable BotVersions others;
  private final Map<String, Named> named = new ConcurrentHashMap<>();
  // Nobody named them, and yet the store holds something of theirs.
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /** An app that a host named: with a bot, or with the reason why there is none. */
  private record Named(@Nullable BotVersions bot, String problem, boolean removed) {}

  /**
   * @param offer what the host has for each of the bots
   * @param others the bot of every app that is not named; null if there is none for them
   */
  public Apps(HostOffer offer, @Nullable BotVersions others) {
    this.offer = offer;
    this.others = others;
    if (others != null) {
      offer.check(others.live().bot());
      others.checkedFor(offer, true);
    }
  }

  /** One bot for whatever app there is, as where conversations are only tried. */
  public static Apps all(BotVersions bot) {
    return new Apps(bot);
  }

  private Apps(BotVersions bot) {
    this.offer = new HostOffer(Set.of(), false, null, Set.of(), Set.of());
    this.others = bot;
  }

  /**
   * Names an app when an engine begins: a bot that cannot be loaded, or that names what the host does not have, leaves its
   * app without one, and harms no other.
   */
  public void begin(String appId, Supplier<? extends BotVersions> loading) {
    try {
      add(appId, loading.get());
    } catch (BotFlowException e) {
      broken(appId, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      broken(appId, "its bot could not be loaded: " + SafeErrors.shown(e));
    }
  }

  private void broken(String appId, String problem) {
    LOG.error("app {}: runs without a bot, and what comes in waits: {}", appId, problem);
    named.put(appId, new Named(null, problem, false));
  }

  /**
   * Gives an app its bot.
   *
   * @throws dev.botflow.error.BotBrokenException if the bot names what the host does not have
   * @throws IllegalArgumentException if the app has a bot of its own
   */
  public synchronized void add(String appId, BotVersions bot) {
    Named before = named.get(appId);
    if (before != null && before.bot() != null) {
      throw new IllegalArgumentException(
          "app " + appId
              + ": expected one without a bot of its own, but it has one; publish a new version, or remove the app first");
    }
    offer.check(bot.live().bot());
    bot.checkedFor(offer, true);
    named.put(appId, new Named(bot, "", false));
    asked.remove(appId);
  }

  /** Takes an app's bot away; false if the app had no bot of its own. */
  public synchronized boolean remove(String appId) {
    Named before = named.get(appId);
    if (before == null || before.removed()) {
      return false;
    }
    named.put(
        appId,
        new Named(
            null,
            "app " + appId + ": expected an app with a bot, but it was removed; see BotFlow.addApp",
            true));
    if (before.bot() != null) {
      before.bot().checkedFor(offer, false);
    }
    return true;
  }

  /**
   * Leaves something of an app to the store, from where it is taken up once the app has a bot: never both left and taken
   * up, or neither.
   *
   * @param leaving makes it something that is not under way any more
   * @return false if the app has a bot by now; then it goes on at once, and nothing was left
   */
  public synchronized boolean leave(String appId, Runnable leaving) {
    if (has(appId)) {
      return false;
    }
    leaving.run();
    return true;
  }

  /** The engine ends: publishing asks it no more. */
  public synchronized void close() {
    if (others != null) {
      others.checkedFor(offer, false);
    }
    for (Named app : named.values()) {
      if (app.bot() != null) {
        app.bot().checkedFor(offer, false);
      }
    }
  }

  /**
   * The bot of an app.
   *
   * @throws NoBotException if it has none
   */
  public BotVersions of(String appId) {
    Named app = named.get(appId);
    if (app != null && app.bot() != null) {
      return app.bot();
    }
    if (app == null && others != null) {
      return others;
    }
    if (app == null) {
      asked.add(appId);
    }
    throw new NoBotException(problem(appId).orElseThrow());
  }

  /** True if the app has a bot. */
  public boolean has(String appId) {
    Named app = named.get(appId);
    return app == null ? others != null : app.bot() != null;
  }

  /** True if events of the app are taken in, though its bot may be broken just now. */
  public boolean takes(String appId) {
    Named app = named.get(appId);
    return app == null ? others != null : !app.removed();
  }

  /** Why an app has no bot, as a sentence; empty if it has one. */
  public Optional<String> problem(String appId) {
    Named app = named.get(appId);
    if (app != null) {
      return app.bot() == null ? Optional.of(app.problem()) : Optional.empty();
    }
    return others != null
        ? Optional.empty()
        : Optional.of("app " + appId
            + ": expected an app with a bot, but none was given for it; see BotFlow.addApp");
  }

  /** The apps a host named that were not removed. */
  public Set<String> named() {
    Set<String> ids = new TreeSet<>();
    named.forEach((app, one) -> {
      if (!one.removed()) {
        ids.add(app);
      }
    });
    return ids;
  }

  /** True if a host named several apps, or one beside a bot for any other. */
  public boolean several() {
    return named.size() + (others == null ? 0 : 1) > 1;
  }

  /** The number of the live version of an app's bot, as its host tells it; 0 if it has none. */
  public long version(String appId) {
    return has(appId) ? of(appId).live().number() : 0;
  }

  /** Apps of which the store may hold something, and which have no bot. */
  public Set<String> without() {
    Set<String> without = new TreeSet<>(asked);
    named.forEach((app, one) -> {
      if (one.bot() == null) {
        without.add(app);
      }
    });
    return without;
  }

  /**
   * Each bot that is live now, and the apps it is for; of apps without a bot nothing is known. Versions of a host that fail
   * to tell theirs are left out, and keep nothing from the others.
   */
  public void eachLive(BiConsumer<AppScope, BotVersion> each) {
    Map<String, Named> now = new LinkedHashMap<>(named);
    now.forEach((app, one) -> {
      if (one.bot() != null) {
        live("app " + app, one.bot()).ifPresent(bot -> each.accept(AppScope.of(app), bot));
      }
    });
    if (others != null) {
      live("any other app", others)
          .ifPresent(bot -> each.accept(AppScope.except(now.keySet()), bot));
    }
  }

  private static Optional<BotVersion> live(String whose, BotVersions versions) {
    try {
      return Optional.of(versions.live());
    } catch (RuntimeException e) {
      LOG.error(
          "{}: the live version of its bot could not be told: {}", whose, SafeErrors.shown(e));
      return Optional.empty();
    }
  }
}
