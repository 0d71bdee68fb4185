package dev.botflow.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouteTest {
  @Test
  void refusesAPathThatPlaysTricks() {
    assertThat(Stream.of(
            "/../bot.yaml",
            "/a/%2e%2e/b",
            "/a/..%2fb",
            "/a//b",
            "/a/%5cb",
            "/a/%00",
            "/./a",
            "a",
            "/%zz",
            "/%ff",
            "/a%0d%0ab"))
        .allSatisfy(path -> assertThat(Route.parts(path)).as(path).isEmpty());
    assertThat(Route.parts("/api/v1/drafts/main/tables/my%20table+1.csv"))
        .contains(List.of("api", "v1", "drafts", "main", "tables", "my table+1.csv"));
  }
}
