package dev.botflow.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonalDataMatcherTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      C1          | {"contact_id":"C1"              | true
      C1          | {"contact_id":"C10"}            | false
      C1          | {"contact_id":"AC1"}            | false
      C1          | {"contact_id":"C10","to":"C1"}  | true
      C1          | C1                              | true
      C1          | {"id":"\\u00431"}               | true
      C1          | {"id":"\\u00431\\u0030"}        | false
      C1          | text\\nC1\\n                    | true
      a/b         | {"id":"a\\/b"}                 | true
      46705550100 | {"identity":"+46705550100       | true
      46705550100 | {"identity":"467055501001"}     | false
      ann@x.org   | mail ann@x.org.                 | true
      åsa         | {"name":"\\u00e5sa"}            | true
      C1          | broken \\u00                    | false
      C1          | ends with \\                    | false
      """)
  void isFoundAsAWholeAndInAnyWriting(String text, String raw, boolean found) {
    assertThat(new PersonalDataMatcher(text).in(raw.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(found);
  }
}
