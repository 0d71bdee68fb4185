package dev.botflow.sinch.config;

import dev.botflow.error.BotFlowException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Checks the addresses of settings: https, or http to this very machine, and no user name in them. */
public final class Urls {
  private Urls() {}

  /** @throws BotFlowException naming the setting; the address itself is left out, it may hold a token */
  public static URI check(String setting, String url) {
    String expected =
        setting + ": expected an https address (http only on a loopback address), but was ";
    if (url == null || url.isBlank()) {
      throw new BotFlowException(expected + "missing");
    }
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException e) {
      throw new BotFlowException(expected + "no address at all");
    }
    if (uri.getHost() == null || uri.getScheme() == null) {
      throw new BotFlowException(expected + "without a host");
    }
    if (uri.getRawUserInfo() != null) {
      throw new BotFlowException(expected + "with a user name in it");
    }
    boolean https = uri.getScheme().equalsIgnoreCase("https");
    if (!https && !(uri.getScheme().equalsIgnoreCase("http") && isLoopback(uri.getHost()))) {
      throw new BotFlowException(expected + uri.getScheme() + "://" + uri.getHost());
    }
    return uri;
  }

  /** Scheme, host and port, without a slash at the end. */
  static URI base(URI uri) {
    String text = uri.toString();
    return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  /** Scheme, host and port alone, for messages. */
  public static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Decided by the name alone: a look-up could answer differently a moment later. */
  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || (host.startsWith("127.")
            && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
  }
}
