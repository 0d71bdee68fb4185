package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample's bot with a picture for everybody: {@code check} tells on which of Sinch's channels it is lost. */
class ShownInPartTest {
  @TempDir
  private Path folder;

  @Test
  void checkNamesTheStepAndTheChannelsThatCanComeThere() {
    // Given: R30 leads all channels but SMS and MMS to welcome_back.
    Path bot = LeafShop.copy(folder.resolve("bot"));
    LeafShop.change(
        bot,
        "flows/welcome_back.yaml",
        "steps:\n",
        "steps:\n- id: picture\n  say: { card: { title: Leaf & Co, image: 'https://leaf.example/logo.png' } }\n");

    // When
    Run run = Run.botflow("check", bot.toString());

    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.lines())
        .contains(
            "warning: flows/welcome_back.yaml:5: welcome_back.picture: on VIBER, KAKAOTALKCHAT, WECHAT,"
                + " APPLEBC (as far as is known) this card arrives as text, without its picture:"
                + " expected a variant in plain words, but there is none");
  }
}
