package dev.botflow.workbench;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call the workbench answers.
 *
 * @param method in capitals
 * @param pattern a path whose parts in braces stand for anything
 * @param role what its caller must have
 * @param handler answers it
 */
record Route(String method, String pattern, Role role, Handler handler) {

  /** Answers a call that may be made. */
  @FunctionalInterface
  interface Handler {
    Response answer(Call call);
  }

  /**
   * A path in its parts, unescaped.
   *
   * @return empty for a path that plays tricks: parts that are empty, dots alone, or hold a slash, a backslash, a NUL or
   *     another control character
   */
  static Optional<List<String>> parts(String path) {
    if (!path.startsWith("/") || path.length() > 2_000) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    if (path.equals("/")) {
      return Optional.of(parts);
    }
    for (String part : path.substring(1).split("/", -1)) {
      String plain;
      try {
        plain = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
      boolean tricky = plain.isEmpty()
          || plain.chars().allMatch(c -> c == '.')
          || plain
              .chars()
              .anyMatch(c -> c == '/' || c == '\\' || c == 0xFFFD || Character.isISOControl(c));
      if (tricky) {
        return Optional.empty();
      }
      parts.add(plain);
    }
    return Optional.of(parts);
  }

  /** True if who makes this call is one who changed the draft; asking for a review or saving is no change. */
  boolean changesDraft() {
    return role == Role.EDIT && !pattern.endsWith("/save") && !pattern.endsWith("/reviews");
  }

  /** What the parts in braces stand for; empty if the path is another. */
  Optional<Map<String, String>> match(List<String> parts) {
    String[] wanted = pattern.equals("/") ? new String[0] : pattern.substring(1).split("/", -1);
    if (wanted.length != parts.size()) {
      return Optional.empty();
    }
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{")) {
        named.put(wanted[i].substring(1, wanted[i].length() - 1), parts.get(i));
      } else if (!wanted[i].equals(parts.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(named);
  }
}
