package dev.botflow.workbench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("browser")
class GridModelTest {

  @Test
  void takesEveryCommandBackAndReadsEveryBlock() {
    // Given
    Chrome chrome = Chrome.chrome();
    String check = Chrome.resource("model-check.js").replace("export function", "function");

    // When
    Object wrong;
    try (Site site = Site.withSample()) {
      wrong = chrome
          .open(site.address())
          .waitingScript(
              check
                  + "const done = arguments[arguments.length - 1];"
                  + "import('/model.js').then(model => done(check(model, JSON.parse(arguments[0]))),"
                  + " wrong => done([String(wrong)]));",
              Chrome.resource("model-vectors.json"));
    }

    // Then
    assertThat(wrong).isEqualTo(List.of());
  }
}
