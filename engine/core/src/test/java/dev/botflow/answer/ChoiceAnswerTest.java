package dev.botflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceAnswerTest {
  private final Answers topic = Answers.to(
      "choice",
      List.of(
          new OfferedChoice("track", "📦 Track order", List.of("order", "parcel")),
          new OfferedChoice("advice", "Plant advice!", List.of()),
          new OfferedChoice("person", "A person", List.of("human", "agent", "h"))));

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          2                                 | advice
          ` 2. `                            | advice
          2)                                | advice
          (2)                               | advice
          `#2`                              | advice
          ２                                | advice
          2️⃣                               | advice
          ٢                                 | advice
          २ 🙂                              | advice
          “Plant advice”                    | advice
          number 2 please                   | advice
          Track order                       | track
          track  ORDER                      | track
          📦 track order                    | track
          Plant advice                      | advice
          plant advice!!                    | advice
          parcel                            | track
          Where is my parcel?               | track
          my parcel, my order               | track
          I want to track order LC-17       | track
          some plant advice from you        | advice
          h                                 | person
          can I talk to an agent            | person
          human, please. A human!           | person
          track                             | track
          Track, please!                    | track
          please, plant 🌱                  | advice
          person pls. Thanks                | person
          two                               | advice
          Two, please                       | advice
          """)
  void understandsNumberLabelAndOtherWordsAloneOrAsTheOnlyOneFound(String text, String choice) {
    assertThat(topic.read(Reply.text(text))).isEqualTo(new Reading.Accepted(choice, choice));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          parcel or a human?
          1 or 2
          1 parcel and 1 agent
          4
          0
          12
          2.5
          -2
          2%
          2026-03-02
          reorder
          agents
          oh h no
          the plant
          a
          the person
          five
          purple
          ` `
          """)
  void doesNotUnderstandNothingTwoOrPartsOfWords(String text) {
    assertThat(topic.read(Reply.text(text)))
        .isEqualTo(new Reading.NotUnderstood("expected one of 3 choices, but was another text"));
  }

  @Test
  void asksAgainWhereAWordStandsInTwoLabels() {
    Answers order = Answers.to(
        "choice",
        List.of(
            new OfferedChoice("track", "Track order", List.of()),
            new OfferedChoice("cancel", "Cancel order", List.of())));

    assertThat(order.said("order")).isEqualTo("-");
    assertThat(order.said("cancel")).isEqualTo("cancel");
    assertThat(order.said("cancle")).isEqualTo("-");
  }

  @Test
  void takesATappedButtonBeforeAnyText() {
    assertThat(topic.read(new Reply(EventKind.BUTTON, "parcel", "person", null)))
        .isEqualTo(new Reading.Accepted("person", "person"));
    assertThat(topic.read(Reply.tap("other")))
        .isEqualTo(
            new Reading.NotUnderstood("expected a button of this question, but was another"));
    assertThat(topic.read(new Reply(EventKind.MEDIA, null, null, null)))
        .isEqualTo(new Reading.NotUnderstood("expected one of 3 choices, but was media"));
  }

  @Test
  void takesALabelThatIsANumberForThatLabel() {
    List<OfferedChoice> stars = new ArrayList<>();
    for (int star = 5; star >= 1; star--) {
      stars.add(new OfferedChoice("star" + star, Integer.toString(star), List.of()));
    }

    assertThat(Answers.to("choice", stars).said("5")).isEqualTo("star5");
    assertThat(Answers.to("choice", stars).said("1")).isEqualTo("star1");
  }

  @Test
  void countsNoLinesWhereALabelIsANumberSoThatTheLabelAloneCounts() {
    Answers people = Answers.to(
        "choice",
        List.of(
            new OfferedChoice("p2", "2", List.of()),
            new OfferedChoice("p3", "€3", List.of()),
            new OfferedChoice("more", "More", List.of())));

    assertThat(people.said("2")).isEqualTo("p2");
    assertThat(people.said("we are 2")).isEqualTo("p2");
    assertThat(people.said("3")).isEqualTo("p3");
    assertThat(people.said("1")).isEqualTo("-");
  }

  @Test
  void doesNotUnderstandAWordOfOneChoiceThatIsTheNumberOfAnother() {
    Answers answers = Answers.to(
        "choice",
        List.of(
            new OfferedChoice("a", "Pair", List.of("2", "two")),
            new OfferedChoice("b", "Family", List.of("family", "2."))));

    assertThat(answers.said("2")).isEqualTo("-");
    assertThat(answers.said("1")).isEqualTo("a");
    assertThat(answers.said("two")).isEqualTo("a");
  }

  @Test
  void countsALongerLabelOnceAndNotAlsoTheShorterOneInsideIt() {
    Answers answers = Answers.to(
        "choice",
        List.of(
            new OfferedChoice("order", "Order", List.of()),
            new OfferedChoice("track", "Track order", List.of()),
            new OfferedChoice("back", "Return order", List.of())));

    assertThat(answers.said("please track order now")).isEqualTo("track");
    assertThat(answers.said("track order, then order")).isEqualTo("-");
    assertThat(answers.said("an order")).isEqualTo("order");
  }

  @Test
  void doesNotUnderstandAWordThatStandsForTwoChoices() {
    Answers answers = Answers.to(
        "choice",
        List.of(
            new OfferedChoice("a", "Red roses", List.of("roses")),
            new OfferedChoice("b", "White roses", List.of("roses"))));

    assertThat(answers.said("roses")).isEqualTo("-");
    assertThat(answers.said("white roses")).isEqualTo("b");
  }

  @Test
  void knowsAKnownValueByItsId() {
    assertThat(topic.readKnown("track")).isEqualTo(new Reading.Accepted("track", "track"));
    assertThat(topic.readKnown("Plant advice")).isEqualTo(new Reading.Accepted("advice", "advice"));
    assertThat(topic.readKnown("gone")).isInstanceOf(Reading.NotUnderstood.class);
  }
}
