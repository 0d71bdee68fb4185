package hello;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.botflow.BotFlow;
import dev.botflow.rules.BotFolder;
import dev.botflow.sinch.SinchConnector;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HelloTest {
  @Test
  void answersAsAModule() {
    assertEquals(2, Hello.hello(Path.of("../stranger/src/test/resources/bot")).messages().size());
  }

  @Test
  void everyLibraryIsAModuleOfItsOwn() {
    assertEquals(
        List.of("hello", "dev.botflow.engine", "dev.botflow.rules", "dev.botflow.sinch"),
        Stream.of(Hello.class, BotFlow.class, BotFolder.class, SinchConnector.class)
            .map(type -> type.getModule().getName())
            .toList());
    assertTrue(Hello.class.getModule().canRead(BotFlow.class.getModule()));
  }
}
