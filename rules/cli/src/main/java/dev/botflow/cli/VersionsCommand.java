package dev.botflow.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.authoring.report.VersionsJson;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.error.BotFlowException;
import dev.botflow.publish.Review;
import dev.botflow.publish.RunningHost;
import dev.botflow.publish.VersionChange;
import dev.botflow.publish.VersionNote;
import dev.botflow.publish.VersionsFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code versions FOLDER}: what was published, by whom, what is live, what runs where, and what waits for a review. */
@Command(
    name = "versions",
    description =
        "Lists a bot's versions, which one is live, who made it so and why, the hosts that run it, and open reviews.")
final class VersionsCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "FOLDER", description = "The bot's folder of versions.")
  private Path folder = Path.of("");

  VersionsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw new BotFlowException(folder + ": expected a folder of versions, but "
          + (Files.exists(folder) ? "was a file" : "there is no such folder"));
    }
    VersionsFolder versions = VersionsOption.open(folder, false);
    long live = versions.live();
    List<BotFlowException> broken = new ArrayList<>();
    versions.versions(broken::add).forEach(note -> version(note, note.number() == live));
    broken.forEach(one -> streams.problem(one.getMessage()));
    // Each is shown, whatever the one before came to.
    boolean changes = shown(() -> versions.history().stream()
        .filter(change -> common.json() || change.kind() != VersionChange.Kind.PUBLISHED)
        .forEach(this::change));
    boolean hosts = shown(() -> versions.hosts().forEach(host -> host(host, live)));
    boolean reviews = shown(() -> versions.reviews().stream()
        .filter(review -> common.json() || review.state() == Review.State.OPEN)
        .forEach(this::review));
    if (live == 0 && !common.json()) {
      streams.text(folder + ": nothing was published yet");
    }
    boolean whole = broken.isEmpty() && changes && hosts && reviews;
    return (whole ? ExitCode.FINE : ExitCode.ERRORS_FOUND).number();
  }

  /** What is broken is named, and hides nothing else. */
  private boolean shown(Runnable part) {
    try {
      part.run();
      return true;
    } catch (BotFlowException e) {
      streams.problem(e.getMessage());
      return false;
    }
  }

  private void version(VersionNote note, boolean live) {
    if (common.json()) {
      print(VersionsJson.version(line("version"), note, live));
    } else {
      streams.text(String.format(
          Locale.ROOT,
          "%3d %s  %s  %s  %s",
          note.number(),
          live ? "live" : "    ",
          note.at(),
          note.hashes().content().substring(0, 12),
          said(note.author(), note.note())
              + (note.approvedBy() == null ? "" : " (approved by " + note.approvedBy() + ")")));
    }
  }

  private void change(VersionChange change) {
    String kind = change.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    if (common.json()) {
      print(VersionsJson.change(line("change").put("change", kind), change));
    } else if (change.kind() == VersionChange.Kind.NOT_DONE) {
      streams.text(change.at() + "  version " + change.from() + " of " + change.author()
          + " was not made live: it was cut off; " + change.to() + " stayed");
    } else {
      streams.text(change.at() + "  " + kind + " from " + change.from() + " to " + change.to()
          + "  " + said(change.author(), change.reason()));
    }
  }

  private void host(RunningHost host, long live) {
    if (common.json()) {
      print(VersionsJson.host(line("host"), host));
    } else {
      streams.text(host.name() + " runs " + host.runs()
          + (host.runs() == live || live == 0 ? "" : ", not " + live) + " since " + host.since()
          + ", seen " + host.seen() + (host.why() == null ? "" : "\n  " + host.why()));
    }
  }

  private void review(Review review) {
    if (common.json()) {
      print(VersionsJson.review(line("review"), review));
    } else {
      streams.text(
          "review " + review.number() + " is open since " + review.asked().at()
              + " for content " + review.content().substring(0, 12) + " in the place of "
              + review.live() + "  " + said(review.asked().by(), review.asked().note()));
    }
  }

  private static String said(String by, String what) {
    String who = by.isEmpty() ? "nobody named" : by;
    return what.isEmpty() ? who : who + ": " + what;
  }

  private static ObjectNode line(String kind) {
    return Json.object().put("kind", kind);
  }

  private void print(ObjectNode line) {
    streams.json(Json.line(line));
  }
}
