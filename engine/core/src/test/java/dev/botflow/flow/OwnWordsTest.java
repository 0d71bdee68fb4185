package dev.botflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A bot adds words of its own to those that are understood anyway. */
class OwnWordsTest {
  private static ReadingContext context() {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    lists.put("YES_WORDS", List.of("aye", "vasy"));
    lists.put("NO_WORDS", List.of("nay"));
    lists.put("TOMORROW_WORDS", List.of("mañana"));
    return new ReadingContext(
        LocalDateTime.parse("2026-03-02T10:00:00"), List.of("en"), List.of(), new WordLists(lists));
  }

  @Test
  void understandsTheBotsOwnYesAndNo() {
    assertThat(new YesNoAnswer().value("Aye, captain", context())).contains(true);
    assertThat(new YesNoAnswer().value("nay", context())).contains(false);
    assertThat(new YesNoAnswer().value("yes", context())).contains(true);
    assertThat(new YesNoAnswer().value("aye or nay", context())).isEmpty();
  }

  @Test
  void understandsTheBotsOwnWordForADay() {
    DateAnswer future = (DateAnswer)
        new AnswerTypeParser(new CellParser(WordLists.none()), new dev.botflow.error.Findings())
            .parse(
                YamlNode.read("f.yaml", "{ date: future }", new dev.botflow.error.Findings())
                    .orElseThrow(),
                dev.botflow.error.Place.of("f.yaml"));

    assertThat(future.value("Manana", context())).contains("2026-03-03");
    assertThat(future.value("tomorrow", context())).contains("2026-03-03");
    assertThat(future.value("ayer", context())).isEmpty();
  }
}
