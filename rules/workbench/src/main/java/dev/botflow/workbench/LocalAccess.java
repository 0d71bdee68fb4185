package dev.botflow.workbench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Access for the one person at this machine. The first address carries a token that works once and is changed at once into
 * a cookie that no script and no other site can use; calls must name the loopback address they were sent to, so that no name
 * of another site can be pointed at it.
 */
public final class LocalAccess implements IdentityProvider {
  static final String PATH = "/open";
  private static final int BYTES = 32;
  private static final int HALF_A_DAY = 12 * 60 * 60;

  private final int port;
  private final Identity identity;
  private final String cookie;
  private final String session;
  private final String first;
  private final AtomicReference<@Nullable String> unused;

  /**
   * @param port on which it is served
   * @param name who works here
   * @param roles what they may do
   */
  public LocalAccess(int port, String name, Set<Role> roles) {
    SecureRandom random = new SecureRandom();
    this.port = port;
    this.identity = new Identity(name, name, roles);
    // Cookies know no port: two workbenches on one machine must not take each other's.
    this.cookie = "botflow-" + port;
    this.session = word(random);
    this.first = word(random);
    this.unused = new AtomicReference<>(first);
  }

  private static String word(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The address to open first; it works once. */
  public URI firstAddress() {
    return URI.create(origin() + PATH + "?token=" + first);
  }

  /** The page's address for who has the cookie. */
  public URI address() {
    return URI.create(origin() + "/");
  }

  private String origin() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public Optional<Identity> identify(RequestView request) {
    return request.cookie(cookie).filter(value -> same(value, session)).map(value -> identity);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** The names this machine goes by, with the port. */
  private List<String> hosts() {
    return List.of("127.0.0.1:" + port, "localhost:" + port);
  }

  /** @throws Problem if the call was sent to another name */
  void checkHost(Request request) {
    String host = request.header("host").orElse("");
    if (!hosts().contains(host)) {
      throw new Problem(
          403, "Host: expected " + String.join(" or ", hosts()) + ", but was \"" + host + "\"");
    }
  }

  /** @throws Problem if it comes from another page than ours */
  void checkOrigin(Request request) {
    String origin = request.header("origin").orElse("");
    String expected = "http://" + request.header("host").orElse("");
    if (!origin.equals(expected)) {
      throw new Problem(403, "Origin: expected " + expected + ", but was \"" + origin + "\"");
    }
  }

  /** Changes the token of the first address into the cookie. */
  Response open(Request request) {
    String query = request.query() == null ? "" : request.query();
    String given = query.startsWith("token=") ? query.substring("token=".length()) : "";
    String expected = unused.get();
    boolean right = expected != null && same(given, expected);
    if (right && unused.compareAndSet(expected, null)) {
      return Response.bare(303)
          .with("Location", "/")
          .with(
              "Set-Cookie",
              cookie + "=" + session + "; Path=/; Max-Age=" + HALF_A_DAY
                  + "; SameSite=Strict; HttpOnly");
    }
    if (identify(request).isPresent()) {
      return Response.bare(303).with("Location", "/");
    }
    return Response.text(
        401,
        "This address works once, and it has been used or is not right. Go on in the browser that used it, at "
            + address() + ", or start botflow workbench again.");
  }
}
