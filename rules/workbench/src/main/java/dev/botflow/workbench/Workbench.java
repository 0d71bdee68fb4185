package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.error.BotFlowException;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.workbench.draft.Draft;
import dev.botflow.workbench.draft.DraftOptions;
import dev.botflow.workbench.draft.UnknownTableException;
import dev.botflow.workbench.live.Live;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workbench over one bot's folder: the page's files, and its API below {@code /api/v1}. Safe for use by many threads.
 *
 * <p>Each call is asked, in this order: was it sent to us (where it is served on this machine alone), who makes it, is there
 * such a call, may they make it, and, where it changes or plays anything, did our own page send it.
 */
public final class Workbench implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);
  private static final String API = "/api/";

  private final Draft draft;
  private final Optional<Live> live;
  private final WorkbenchOptions options;
  private final Guard guard;
  private final List<Route> routes;
  private final Assets assets = new Assets();

  private Workbench(Draft draft, WorkbenchOptions options) {
    this.draft = draft;
    this.live = options.live().map(wanted -> Live.of(draft, wanted, options.clock()));
    this.options = options;
    this.guard = new Guard(options);
    List<Route> all = new ArrayList<>();
    all.add(new Route("GET", "/", Role.VIEW, this::asset));
    all.add(new Route("GET", "/{file}", Role.VIEW, this::asset));
    all.add(new Route("GET", "/{folder}/{file}", Role.VIEW, this::asset));
    all.add(new Route("GET", "/api/v1/me", Role.VIEW, this::me));
    all.addAll(new DraftRoutes(draft, live).routes());
    all.addAll(new TryRoutes(draft, options.clock()).routes());
    all.addAll(new FileRoutes(draft).routes());
    all.addAll(new TestRoutes(draft).routes());
    all.addAll(new LiveRoutes(live).routes());
    all.addAll(new ReplayRoutes(live).routes());
    all.addAll(new VersionRoutes(live).routes());
    this.routes = List.copyOf(all);
  }

  /**
   * Opens a bot's folder for editing.
   *
   * @param folder the bot's
   * @throws dev.botflow.workbench.file.FolderTakenException if another workbench has it open
   * @throws BotFlowException if there is no such folder
   */
  public static Workbench open(Path folder, WorkbenchOptions options) {
    Draft draft = Draft.open(folder, DraftOptions.of(options.owner(), SinchChannelLimits.all()));
    try {
      return new Workbench(draft, options);
    } catch (RuntimeException e) {
      draft.close();
      throw e;
    }
  }

  /** All calls, for who asks whether each names a role. */
  List<Route> routes() {
    return routes;
  }

  /**
   * Answers one call; never throws for what the caller sent.
   *
   * @param request as it came
   */
  public Response handle(Request request) {
    Response response;
    try {
      response = answer(request);
    } catch (Problem e) {
      response = problem(e);
    } catch (UnknownTableException e) {
      response = problem(new Problem(404, String.valueOf(e.getMessage())));
    } catch (BotFlowException e) {
      response = problem(new Problem(422, String.valueOf(e.getMessage())));
    } catch (RuntimeException | StackOverflowError e) {
      // The message may quote what somebody wrote; who wants all of it raises the log level.
      LOG.warn("{} {} failed inside with {}", request.method(), "a call", e.getClass());
      LOG.debug("failed inside", e);
      response = problem(new Problem(
          500, "expected to get through, but failed inside with " + e.getClass().getSimpleName()));
    }
    return guard.sealed(response);
  }

  private Response answer(Request request) {
    options.local().ifPresent(local -> local.checkHost(request));
    boolean opens = request.path().equals(LocalAccess.PATH) && request.method().equals("GET");
    if (opens && options.local().isPresent()) {
      return options.local().get().open(request);
    }
    Optional<Identity> identity = options.identities().identify(request);
    if (identity.isEmpty()) {
      return nobody(request);
    }
    Optional<List<String>> parts = Route.parts(request.path());
    if (parts.isEmpty()) {
      throw new Problem(404, "expected a path of plain names, but was another");
    }
    Set<String> methods = new LinkedHashSet<>();
    for (Route route : routes) {
      Optional<Map<String, String>> names = route.match(parts.get());
      if (names.isPresent() && route.method().equals(request.method())) {
        guard.check(route, request, identity.get());
        if (route.changesDraft()) {
          live.ifPresent(one -> one.edits(identity.get().name()));
        }
        return route.handler().answer(new Call(request, identity.get(), names.get()));
      }
      names.ifPresent(found -> methods.add(route.method()));
    }
    if (methods.isEmpty()) {
      throw new Problem(404, request.path() + ": expected a call of this API, but there is none");
    }
    return problem(new Problem(
            405,
            request.path() + ": expected " + String.join(" or ", methods) + ", but was "
                + request.method()))
        .with("Allow", String.join(", ", methods));
  }

  private Response nobody(Request request) {
    String sentence =
        "expected somebody who is known here, but nobody is: open the address that botflow workbench printed";
    return request.path().startsWith(API)
        ? problem(new Problem(401, sentence))
        : Response.text(401, sentence);
  }

  private static Response problem(Problem problem) {
    ObjectNode node = TableJson.object()
        .put("type", "about:blank")
        .put("title", Guard.title(problem.status()))
        .put("status", problem.status())
        .put("detail", problem.detail());
    if (problem.theirs() != null) {
      node.put("theirs", problem.theirs().text()).put("hash", problem.theirs().hash());
    }
    if (!problem.findings().isEmpty()) {
      node.set("findings", FindingJson.plain(problem.findings()));
    }
    return Response.of(problem.status(), "application/problem+json", JsonBody.write(node));
  }

  private Response asset(Call call) {
    String folder = call.names().containsKey("folder") ? call.name("folder") + "/" : "";
    String name = call.names().containsKey("file") ? call.name("file") : "index.html";
    return assets
        .find(folder + name, call.request().header("if-none-match"))
        .orElseThrow(() ->
            new Problem(404, folder + name + ": expected a file of the page, but there is none"));
  }

  private Response me(Call call) {
    Identity identity = call.identity();
    ObjectNode node =
        TableJson.object().put("name", identity.name()).put("displayName", identity.displayName());
    ArrayNode roles = node.putArray("roles");
    identity.roles().forEach(role -> roles.add(role.word()));
    node.put("token", guard.token(identity));
    node.put("publishes", live.isPresent());
    return JsonBody.answer(200, node);
  }

  /** The folder that is edited. */
  public Path folder() {
    return draft.folder();
  }

  /** Saves what is not saved yet and lets the folder go. */
  @Override
  public void close() {
    draft.close();
  }
}
