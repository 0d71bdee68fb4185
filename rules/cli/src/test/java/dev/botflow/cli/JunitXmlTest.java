package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What build servers read is XML to a strict parser, whatever was said. */
class JunitXmlTest {
  @TempDir
  private Path folder;

  @Test
  void isXmlThoughTextsHoldWhatXmlCannot() throws Exception {
    // Given
    Path bot = TeaHouse.copy(folder.resolve("tea-house"));
    TeaHouse.write(bot.resolve("scenarios/odd.yaml"), """
        - scenario: "]]> & <\\"odd\\"> \\x07 \\U0001F375"
          on: [SMS]
          turns:
          - { user: "bell \\x07, escape \\x1b, tab \\t, vertical \\x0b, <![CDATA[", expect: { says: ["never \\x00\\uFFFE"] } }
        """);
    TeaHouse.write(bot.resolve("scenarios/broken.yaml"), "scenario: [\n");
    Path xml = folder.resolve("test.xml");

    // When
    Run run = Run.botflow("test", bot.toString(), "--junit", xml.toString());
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile());

    // Then
    assertThat(run.exit()).isEqualTo(1);
    Element suite = document.getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(2);
    Element odd = (Element) suite.getElementsByTagName("testcase").item(1);
    assertThat(odd.getAttribute("name")).isEqualTo("]]> & <\"odd\"> \uFFFD \uD83C\uDF75 [SMS]");
    assertThat(odd.getTextContent())
        .contains("user: bell \uFFFD, escape \uFFFD, tab \t, vertical \uFFFD, <![CDATA[")
        .contains("What was said:\n");
  }
}
