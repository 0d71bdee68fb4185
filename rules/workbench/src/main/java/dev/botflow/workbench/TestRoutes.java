package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.test.TestRun;
import dev.botflow.workbench.draft.Draft;
import dev.botflow.workbench.trial.Trial;
import java.util.List;
import java.util.concurrent.Semaphore;

/** The calls that play the scenarios of the draft, as it stands in memory. */
final class TestRoutes {
  private static final String MAIN = "/api/v1/drafts/main";
  private static final int MOST_SCENARIOS = 1_000;

  private final Draft draft;
  private final TestJobs jobs;

  /** Tests of two people at once would only be slower. */
  private final Semaphore testing = new Semaphore(1);

  TestRoutes(Draft draft) {
    this.draft = draft;
    this.jobs = new TestJobs(draft, testing);
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", MAIN + "/tests", Role.VIEW, this::test),
        new Route("POST", MAIN + "/test-runs", Role.VIEW, this::begin),
        new Route("GET", MAIN + "/test-runs/{run}", Role.VIEW, this::view),
        new Route("DELETE", MAIN + "/test-runs/{run}", Role.VIEW, this::cancel));
  }

  private Response test(Call call) {
    Trial.On bot = TryRoutes.played(draft);
    if (!testing.tryAcquire()) {
      throw busy();
    }
    try {
      BotTables tables = BotTables.of(bot.version());
      TestRun run = TestRun.of(draft.folder(), draft.files(), tables);
      return JsonBody.answer(200, new TestJson(draft).of(bot, tables, run));
    } finally {
      testing.release();
    }
  }

  static Problem busy() {
    return new Problem(409, "tests: expected none under way, but some are: try again");
  }

  private Response begin(Call call) {
    Fields body = call.body();
    List<String> scenarios =
        body.has("scenarios") ? body.texts("scenarios", MOST_SCENARIOS) : List.of();
    TestJobs.Job job = jobs.begin(TryRoutes.played(draft), scenarios, body.truth("mutate"));
    return JsonBody.answer(202, json(job));
  }

  private Response view(Call call) {
    return JsonBody.answer(200, json(found(call)));
  }

  private Response cancel(Call call) {
    found(call).cancel();
    return Response.bare(204);
  }

  private TestJobs.Job found(Call call) {
    return jobs.find(call.name("run"))
        .orElseThrow(
            () -> new Problem(404, "run: expected the last one, but it is over: begin a new one"));
  }

  private static ObjectNode json(TestJobs.Job job) {
    ObjectNode node = TableJson.object()
        .put("run", job.id())
        .put("state", TableJson.word(job.state()))
        .put("done", job.done())
        .put("total", job.total())
        .put("sentence", job.sentence());
    node.set("tests", job.tests());
    node.set("mutation", job.mutation());
    return node;
  }
}
