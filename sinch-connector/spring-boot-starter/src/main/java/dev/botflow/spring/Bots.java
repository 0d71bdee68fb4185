package dev.botflow.spring;

import dev.botflow.audit.Actor;
import dev.botflow.audit.Audit;
import dev.botflow.error.BotFlowException;
import dev.botflow.publish.FolderWatch;
import dev.botflow.publish.FollowedVersions;
import dev.botflow.publish.Publisher;
import dev.botflow.publish.VersionsFolder;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.send.SinchChannelLimits;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads bots, and follows the folders of versions that others publish to. */
final class Bots implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bots.class);

  private final String host;
  private final ReadOptions options;
  private final Audit audit;
  private final List<FollowedVersions> followed = new ArrayList<>();

  Bots(BotFlowProperties properties, Audit audit) {
    this.audit = audit;
    this.host = properties.host();
    this.options =
        properties.trustRules() ? ReadOptions.standard().trustingRules() : ReadOptions.standard();
  }

  /**
   * The live version in a folder of versions, as long as this is open; without one the bot as its folder is now.
   *
   * @param of what its settings are below, such as {@code apps.bakery.}; empty where there is one app
   * @throws BotFlowException if there is no such bot, or it has errors
   */
  synchronized Publisher open(String of, @Nullable File bot, @Nullable File versions) {
    Path folder = given(of + "bot", bot);
    if (versions == null || versions.getPath().isEmpty()) {
      return new Publisher(
          BotFolder.read(folder, SinchChannelLimits.all(), options).orThrow());
    }
    VersionsFolder all =
        VersionsFolder.of(versions.toPath(), SinchChannelLimits.all(), options, Clock.systemUTC());
    Publisher publisher = Publisher.open(all.audited(audit, Actor.CODE.through()), folder);
    followed.add(publisher.follow(host, news -> log(versions, news)));
    return publisher;
  }

  static Path given(String setting, @Nullable File bot) {
    if (bot == null || bot.getPath().isEmpty()) {
      throw new BotFlowException(
          setting + ": expected the folder of the bot's files, but was missing");
    }
    return bot.toPath();
  }

  private static void log(File versions, FolderWatch.News news) {
    if (news.version() != null) {
      LOG.info("{}: version {} is live now", versions, news.version().number());
    } else if (news.refusal() != null) {
      LOG.warn("{}: {}", versions, news.refusal().getMessage());
    }
  }

  @Override
  public synchronized void close() {
    followed.forEach(FollowedVersions::close);
  }
}
