package dev.botflow.answer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * A web address, {@code http} or {@code https}; {@code www.leaf.example} becomes {@code https://www.leaf.example}.
 * Scheme and host are put into lower case; addresses with a user name in them are refused.
 */
record UrlAnswer() implements TextAnswer {
  private static final int MAX_URL = 2048;

  @Override
  public String name() {
    return "url";
  }

  @Override
  public String expected() {
    return "a web address";
  }

  @Override
  public Optional<Object> value(String text, ReadingContext context) {
    String lower = text.toLowerCase(Locale.ROOT);
    String address = lower.startsWith("www.") ? "https://" + text : text;
    int scheme = address.indexOf("://");
    if (scheme < 0 || address.length() > MAX_URL) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(address);
      String host = uri.getHost() == null ? "" : uri.getHost();
      boolean web =
          uri.getScheme().equalsIgnoreCase("http") || uri.getScheme().equalsIgnoreCase("https");
      // Without a user name, the host is what follows the scheme.
      int behind = scheme + 3 + host.length();
      return web && uri.getUserInfo() == null && HostName.isPublic(host)
          ? Optional.of(
              address.substring(0, behind).toLowerCase(Locale.ROOT) + address.substring(behind))
          : Optional.empty();
    } catch (URISyntaxException noAddress) {
      return Optional.empty(); // An answer that is none; the question is asked again.
    }
  }
}
