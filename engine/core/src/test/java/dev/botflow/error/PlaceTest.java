package dev.botflow.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
  @ParameterizedTest
  @CsvSource(delimiter = '!', textBlock = """
      10     ! \\u000a
      27     ! \\u001b
      8232   ! \\u2028
      8238   ! \\u202e
      """)
  void isOneLineHoweverAFileIsCalled(int character, String shown) {
    String name = "flows/a" + Character.toString(character) + "error: b.yaml";

    assertThat(Place.of(name, 3).step("wel" + Character.toString(character) + "come", null))
        .hasToString("flows/a" + shown + "error: b.yaml:3: wel" + shown + "come");
  }
}
