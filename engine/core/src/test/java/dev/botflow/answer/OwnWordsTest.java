package dev.botflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.CellParser;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.text.WordLists;
import dev.botflow.yaml.YamlNode;
import java.math.BigDecimal;
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
    lists.put("THREE_WORDS", List.of("a trio", "tres"));
    lists.put("PLEASE_WORDS", List.of("por favor"));
    return new ReadingContext(
        LocalDateTime.parse("2026-03-02T10:00:00"), List.of("en"), List.of(), new WordLists(lists));
  }

  private static TextAnswer type(String yaml) {
    Findings findings = new Findings();
    YamlNode node = YamlNode.read("f.yaml", yaml, findings).orElseThrow();
    return (TextAnswer) new AnswerTypeParser(new CellParser(WordLists.none()), findings)
        .parse(node, Place.of("f.yaml"));
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
    TextAnswer future = type("{ date: future }");

    assertThat(future.value("Manana", context())).contains("2026-03-03");
    assertThat(future.value("tomorrow", context())).contains("2026-03-03");
    assertThat(future.value("ayer", context())).isEmpty();
  }

  @Test
  void understandsTheBotsOwnNumbersAndItsOwnWordForPlease() {
    TextAnswer number = type("integer");
    TextAnswer date = type("date");

    assertThat(number.value("Tres, por favor", context())).contains(new BigDecimal("3"));
    assertThat(number.value("a trio", context())).contains(new BigDecimal("3"));
    assertThat(number.value("trio", context())).isEmpty();
    assertThat(date.value("in tres days", context())).contains("2026-03-05");
  }
}
