package dev.botflow.cli;

import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.publish.PublishConflictException;
import dev.botflow.publish.Review;
import dev.botflow.publish.VersionsFolder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code review BOT ask|approve|reject --versions FOLDER}: asks another person to look at a draft, or says what they found.
 * Whoever decides names the folder they looked at: it has to hold what the review is about.
 */
@Command(
    name = "review",
    description =
        "Asks another person to approve a draft, or approves or rejects one; botflow versions lists what is open.")
final class ReviewCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private BotArgument bot = new BotArgument();

  @Parameters(index = "1", paramLabel = "ask|approve|reject", description = "What to do.")
  private String action = "";

  @Mixin
  private VersionsOption versions = new VersionsOption();

  @Option(
      names = "--author",
      paramLabel = "NAME",
      required = true,
      description = "Who asks or decides.")
  private String author = "";

  @Option(
      names = "--with",
      paramLabel = "NAME",
      description =
          "Who else changed the draft, and so cannot approve it; may be given more than once.")
  private Set<String> others = new LinkedHashSet<>();

  @Option(names = "--note", paramLabel = "TEXT", description = "What to say about it.")
  private String note = "";

  @Option(
      names = "--number",
      paramLabel = "NUMBER",
      description = "The review to decide; the open one for this content unless given.")
  private @Nullable Long number;

  ReviewCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (!List.of("ask", "approve", "reject").contains(action)) {
      throw common.misused("expected ask, approve or reject, but was \"" + action + "\"");
    }
    VersionsFolder folder = versions.open(bot.trustsRules());
    String content = bot.view(streams).checksum();
    try {
      Review review = action.equals("ask")
          ? folder.ask(content, author, others, note)
          : folder.decide(open(folder, content), content, author, action.equals("approve"), note);
      print(review);
      return ExitCode.FINE.number();
    } catch (PublishConflictException e) {
      streams.problem(e.getMessage());
      return ExitCode.ERRORS_FOUND.number();
    }
  }

  private long open(VersionsFolder folder, String content) {
    if (number != null) {
      return number;
    }
    return folder.reviews().stream()
        .filter(one -> one.state() == Review.State.OPEN && one.content().equals(content))
        .map(Review::number)
        .findFirst()
        .orElseThrow(() -> new PublishConflictException(bot.folder()
            + ": expected an open review of its content " + content.substring(0, 12)
            + ", but there is none: nobody asked, or it was changed since"));
  }

  private void print(Review review) {
    String state = review.state().name().toLowerCase(Locale.ROOT);
    if (common.json()) {
      streams.json(Json.line(Json.object()
          .put("number", review.number())
          .put("state", state)
          .put("content", review.content())
          .put("live", review.live())));
    } else {
      streams.text(
          "review " + review.number() + " of content " + review.content() + " is " + state);
    }
  }
}
