package dev.botflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.EventKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextAnswerTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          email | ` Ana@Leaf.Example `           | ana@leaf.example
          email | <ana.b+c@mail.leaf.example>    | ana.b+c@mail.leaf.example
          email | mailto:ana@leaf.example        | ana@leaf.example
          email | ana@leaf.example.              | ana@leaf.example
          email | ana@leaf                       | -
          email | ana@leaf.1                     | -
          email | ana@@leaf.example              | -
          email | @leaf.example                  | -
          email | .ana@leaf.example              | -
          email | a..b@leaf.example              | -
          email | ana maria@leaf.example         | -
          email | ana@-leaf.example              | -
          email | ana@leaf..example              | -
          phone | +32 470 12 34 56               | +32470123456
          phone | +32 (0)470-12.34/56            | +32470123456
          phone | 0032470123456                  | +32470123456
          phone | 0470 12 34 56                  | 0470123456
          phone | (02) 123 45 67                 | 021234567
          phone | ＋３２ 470123456               | +32470123456
          phone | tel:+32470123456               | +32470123456
          phone | +0470123456                    | -
          phone | +999 123 45 67 89              | -
          phone | +32 470 12                     | -
          phone | 123456                         | -
          phone | 1234567                        | 1234567
          phone | 123456789012345                | 123456789012345
          phone | 0049                           | -
          phone | 1234567890123456               | -
          phone | call 0470123456                | -
          phone | 3.2E+10                        | -
          phone | `‪+32 470 12 34 56‬`           | +32470123456
          phone | `⁨0470 12 34 56⁩`              | 0470123456
          phone | +32 470 12 34 56,              | +32470123456
          phone | 0470 12 34 56.                 | 0470123456
          phone | my number is +32470123456      | +32470123456
          phone | +32 (0)470/12.34.56 (mobile), thanks! | +32470123456
          phone | it is +32470123456, not 0470123457 | -
          phone | +32470123456 or +32470123457   | -
          phone | my number is +32 470           | -
          url   | https://Leaf.Example/Shop?a=B  | https://leaf.example/Shop?a=B
          url   | HTTP://leaf.example            | http://leaf.example
          url   | www.leaf.example/x             | https://www.leaf.example/x
          url   | https://A.Example:8443/A.Example#A | https://a.example:8443/A.Example#A
          url   | https://leaf.example           | https://leaf.example
          url   | leaf.example                   | -
          url   | mailto://leaf.example          | -
          url   | ftp://leaf.example             | -
          url   | javascript://leaf.example/%0a  | -
          url   | https://a:b@leaf.example       | -
          url   | https://localhost/             | -
          url   | https://127.0.0.1/             | -
          url   | https://leaf.example/a b       | -
          """)
  void readsAddressesIntoOneForm(String type, String text, String value) {
    assertThat(Answers.to(type).said(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          LC-004217    | LC-004217
          ` lc-004217 `| LC-004217
          LC–004217    | LC-004217
          `⁦LC-004217⁩` | LC-004217
          "LC-004217"  | LC-004217
          lc-004217 🙂 | LC-004217
          ＬＣ-００４２１７ | LC-004217
          LC-٠٠٤٢١٧    | LC-004217
          LC 004217    | -
          lc-0042170   | -
          x LC-004217  | -
          LC-00421     | -
          """)
  void wantsThePatternToFitTheWholeTextAfterItsCase(String text, String value) {
    assertThat(Answers.to("{ pattern: 'LC-\\d{6}', case: upper }").said(text)).isEqualTo(value);
  }

  @Test
  void leavesTheLettersOfAPatternAloneUnlessTold() {
    assertThat(Answers.to("{ pattern: '[a-z]+' }").said("abC")).isEqualTo("-");
    assertThat(Answers.to("{ pattern: '[a-z]+', case: lower }").said("ABC")).isEqualTo("abc");
    assertThat(Answers.to("{ pattern: 'a|ab' }").said("ab")).isEqualTo("ab");
    assertThat(Answers.to("{ pattern: 'x+' }").said("x".repeat(TextAnswer.MAX_CHARS + 1)))
        .isEqualTo("-");
  }

  @Test
  void picksAWordOfAListByAnyWordThatStandsForIt() {
    Answers colour = Answers.to("{ list: { Red: [crimson, scarlet], Blue: [] } }");

    assertThat(colour.said("RED")).isEqualTo("Red");
    assertThat(colour.said("something scarlet")).isEqualTo("Red");
    assertThat(colour.said("blue, please")).isEqualTo("Blue");
    assertThat(colour.said("red or blue")).isEqualTo("-");
    assertThat(colour.said("1")).isEqualTo("-");
    assertThat(colour.read(Reply.text("green")))
        .isEqualTo(new Reading.NotUnderstood("expected one of a list of 2, but was another text"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          nl                 | nl-BE
          NL-BE              | nl-BE
          Nederlands         | nl-BE
          dutch              | nl-BE
          Néerlandais        | nl-BE
          in English please  | en
          français           | fr
          Español            | es
          english or french  | -
          Deutsch            | -
          de                 | -
          I speak it         | -
          """)
  void picksOneOfTheBotsLanguages(String text, String tag) {
    assertThat(Answers.to("language", "nl-BE", "en", "fr", "es").said(text)).isEqualTo(tag);
  }

  @Test
  void takesAnythingForAny() {
    Answers any = Answers.to("any");
    Map<String, Object> media = media();

    assertThat(any.read(Reply.text("\u00A0 What? ")))
        .isEqualTo(new Reading.Accepted("What?", null));
    assertThat(any.read(new Reply(EventKind.MEDIA, null, null, media)))
        .isEqualTo(new Reading.Accepted(media, null));
    assertThat(any.read(Reply.text(" ")))
        .isEqualTo(new Reading.NotUnderstood("expected something said or sent, but was empty"));
    assertThat(any.readKnown(List.of("a"))).isEqualTo(new Reading.Accepted(List.of("a"), null));
    assertThat(any.readKnown(""))
        .isEqualTo(new Reading.NotUnderstood("expected a value, but was empty"));
  }

  @Test
  void takesMediaAndPlacesOnlyAsSuch() {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("title", "Grand Place");
    place.put("latitude", 50.8467);
    place.put("longitude", 4.3525);

    assertThat(Answers.to("media").read(new Reply(EventKind.MEDIA, null, null, media())))
        .isEqualTo(new Reading.Accepted(media(), null));
    assertThat(Answers.to("location").read(new Reply(EventKind.LOCATION, null, null, place)))
        .isEqualTo(new Reading.Accepted(place, null));
    assertThat(Answers.to("location").readKnown(place))
        .isEqualTo(new Reading.Accepted(place, null));
    assertThat(Answers.to("media").readKnown(media()))
        .isEqualTo(new Reading.Accepted(media(), null));
    assertThat(Answers.to("media").read(Reply.text("https://leaf.example/a.png")))
        .isEqualTo(new Reading.NotUnderstood("expected media, but was text"));
    assertThat(Answers.to("location").read(new Reply(EventKind.MEDIA, null, null, media())))
        .isEqualTo(new Reading.NotUnderstood("expected location, but was media"));
  }

  @Test
  void showsNothingOfWhatAContactWrote() {
    Reply reply = new Reply(EventKind.TEXT, "canary-4711", null, Map.of("url", "canary-4711"));

    assertThat(reply).hasToString("Reply[text]");
    assertThat(Answers.to("any").read(reply)).hasToString("Accepted[]");
    assertThat(Answers.to("email").read(reply).toString()).doesNotContain("canary");
  }

  private static Map<String, Object> media() {
    Map<String, Object> media = new LinkedHashMap<>();
    media.put("url", "https://leaf.example/a.png");
    media.put("caption", null);
    return media;
  }
}
