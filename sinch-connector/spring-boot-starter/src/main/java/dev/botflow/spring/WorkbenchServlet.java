package dev.botflow.spring;

import dev.botflow.workbench.Identity;
import dev.botflow.workbench.Request;
import dev.botflow.workbench.Response;
import dev.botflow.workbench.Role;
import dev.botflow.workbench.Workbench;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The workbench below a path of the application. Who calls is whom the application's own security let through. */
final class WorkbenchServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MAX_BODY_BYTES = 1_048_576;
  private static final ThreadLocal<@Nullable HttpServletRequest> CURRENT = new ThreadLocal<>();

  private final transient Supplier<Workbench> workbench;

  WorkbenchServlet(Supplier<Workbench> workbench) {
    this.workbench = workbench;
  }

  /**
   * Who calls: the principal of the call this thread answers, with the roles its own roles stand for; nobody where the
   * application lets people through without a name.
   */
  static Optional<Identity> caller(List<String> viewers, List<String> editors) {
    HttpServletRequest request = CURRENT.get();
    Principal person = request == null ? null : request.getUserPrincipal();
    if (request == null || person == null) {
      return Optional.empty();
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (viewers.stream().anyMatch(request::isUserInRole)) {
      roles.add(Role.VIEW);
    }
    if (editors.stream().anyMatch(request::isUserInRole)) {
      roles.add(Role.VIEW);
      roles.add(Role.EDIT);
    }
    return Optional.of(new Identity(person.getName(), person.getName(), roles));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String base = request.getContextPath() + request.getServletPath();
    String path = request.getRequestURI().substring(base.length());
    if (path.isEmpty()) {
      // The page's own addresses are relative to the folder it is in.
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", base + "/");
      return;
    }
    byte[] body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    CURRENT.set(request);
    try {
      answer(
          response,
          workbench
              .get()
              .handle(new Request(
                  request.getMethod(), path, request.getQueryString(), headers(request), body)));
    } finally {
      CURRENT.remove();
    }
  }

  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, Collections.list(request.getHeaders(name)));
    }
    return headers;
  }

  private static void answer(HttpServletResponse response, Response answer) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    byte[] body = answer.body();
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
